"""What came of showing, as somebody would tell it."""

from django.utils.translation import gettext as _

from rapport.analytical.recommendation.contracts import LiveResult
from rapport.ui.api import Viewer


def write_live(result: LiveResult, viewer: Viewer) -> list[str]:
    """Return sentences on what was shown; none before anything was."""
    learnt, drawn = result.learnt, result.drawn
    if not learnt.shown and not drawn.shown:
        return []
    told = [
        _("Shown what was learnt: %(shown)s customers; %(clicked)s clicked, %(bought)s bought some of it.")
        % _figures(learnt.shown, learnt.clicked, learnt.bought, viewer),
        _("Shown what chance drew: %(shown)s customers; %(clicked)s clicked, %(bought)s bought some of it.")
        % _figures(drawn.shown, drawn.clicked, drawn.bought, viewer),
    ]
    if result.bought is None:
        return [*told, _("There is nothing to compare yet.")]
    low, high = viewer.number(result.bought.low * 100, 1), viewer.number(result.bought.high * 100, 1)
    surely = _("What was learnt surely sells more: by %(low)s to %(high)s of 100 customers.")
    unsure = _("Whether it sells more is not sure yet: by %(low)s to %(high)s of 100 customers.")
    return [*told, (surely if result.bought.low > 0 else unsure) % {"low": low, "high": high}]


def _figures(shown: int, clicked: int, bought: int, viewer: Viewer) -> dict[str, str]:
    return {
        "shown": viewer.number(shown),
        "clicked": viewer.number(clicked),
        "bought": viewer.number(bought),
    }
