"""What came of a piece: in figures, beside each other by way, and what may be said of the difference."""

from collections.abc import Sequence
from math import isfinite

from django.utils.translation import gettext as _

from rapport.operational.landing.contracts import Figures
from rapport.operational.marketing.api import Arm, compare_running
from rapport.ui.api import Stat, Viewer


def draw_stats(figures: Sequence[Figures], people: tuple[int, int], viewer: Viewer) -> list[Stat]:
    """Return shown, followed, closed, filled in; `people` are known customers who saw it and filled it in."""
    shown, filled = sum(one.shown for one in figures), sum(one.filled for one in figures)
    note = _("customers we know: %(count)s")
    return [
        Stat(
            _("Shown"),
            viewer.number(shown, 0),
            note=note % {"count": viewer.number(people[0], 0)},
            icon="eye",
        ),
        Stat(
            _("Followed a link"),
            viewer.number(sum(one.followed for one in figures), 0),
            icon="mouse-pointer-click",
        ),
        Stat(_("Closed"), viewer.number(sum(one.closed for one in figures), 0), icon="x"),
        Stat(
            _("Filled in"),
            viewer.number(filled, 0),
            note=note % {"count": viewer.number(people[1], 0)},
            icon="inbox",
        ),
        Stat(_("Conversion"), viewer.share(filled / shown, 1) if shown else "–", icon="percent"),
    ]


def draw_ways(figures: Sequence[Figures], viewer: Viewer) -> list[tuple[str, list[str]]]:
    """Return a row for each way: shown, followed, closed, filled in, and the share that filled it in."""
    return [
        (
            one.code,
            [
                *(viewer.number(value, 0) for value in (one.shown, one.followed, one.closed, one.filled)),
                viewer.share(one.filled / one.shown, 1) if one.shown else "–",
            ],
        )
        for one in figures
    ]


def write_test(figures: Sequence[Figures], viewer: Viewer) -> list[str]:
    """Say of each way whether more fill it in than the first, by intervals that always hold."""
    arms = {one.code: Arm(one.shown, min(one.filled, one.shown), one.filled, 0.0, 0.0) for one in figures}
    first = min(arms, default="")
    said = []
    for code, found in compare_running(arms).items():
        ways = {"code": first, "other": code}
        if not isfinite(found.error):
            said.append(_("Ways %(other)s and %(code)s: too few visitors to say anything yet.") % ways)
            continue
        sized = {"low": viewer.share(found.low, 1), "high": viewer.share(found.high, 1), **ways}
        text = _("Way %(other)s is filled in more often than %(code)s by %(low)s to %(high)s.") % sized
        sure = _("A difference is shown.") if found.sure else _("No difference is shown yet.")
        said.append(f"{text} {sure}")
    return said
