"""Which dashboard is a reader's home: the one they chose, else the one whose figures they decide by."""

from collections.abc import Sequence

from rapport.analytical.reporting.contracts.dashboards import BUILTINS, HOMES
from rapport.analytical.reporting.queries.dashboards import Dashboard, list_dashboards
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting

HOME = "dashboards.home"


def find_home(actor: Actor) -> Dashboard:
    """Return a reader's home; three queries. Raises `Forbidden` for who may see no reports."""
    return choose_home(list_dashboards(actor), actor)


def choose_home(boards: Sequence[Dashboard], actor: Actor) -> Dashboard:
    """Return which of a reader's dashboards is their home: the kept or delivered one they chose, else their
    work's."""
    chosen = str(get_setting(HOME, member_id=actor.member_id)) if actor.member_id else ""
    marked = next((one.name for one in boards if one.standard), "")
    name = chosen or marked or home_of_work(actor)
    return next((one for one in boards if one.name == name), boards[0])


def home_of_work(actor: Actor) -> str:
    """Return the delivered dashboard that somebody decides by, as their rights tell."""
    for name in HOMES:
        right = BUILTINS[name].first_for
        if right and actor.may(*right):
            return name
    return HOMES[0]
