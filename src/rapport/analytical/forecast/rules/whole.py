"""What is said of everything at once: the whole by the day, and products below it by the week."""

from collections.abc import Sequence

from rapport.analytical.forecast.contracts.series import Tier
from rapport.analytical.forecast.rules.panel import WEEKLY, Panel, Said, speak
from rapport.analytical.forecast.rules.tree import Tree, speak_of_tree, sum_weeks


def speak_of_all(panels: Sequence[Panel], trees: Sequence[Tree]) -> list[tuple[Panel, list[Said]]]:
    """Learn how all series go on; products of what nothing can be said as a whole stay silent."""
    told = [(panel, speak(panel)) for panel in panels]
    wholes = {
        one.key.measure: (panel, values, one)
        for panel, said in told
        for values, one in zip(panel.values, said, strict=True)
        if one.key.tier is Tier.TOTAL and one.refusal is None
    }
    for tree in trees:
        if tree.measure in wholes:
            panel, values, one = wholes[tree.measure]
            came = values[len(values) - (panel.ends - tree.ends) :]
            told.append(speak_of_tree(tree, sum_weeks(came, one.point, WEEKLY.horizon)))
    return told
