"""Which actions there are for which kinds of records; rooms register when the house starts."""

from django.utils.translation import gettext as _

from rapport.kernel.bulk.contracts import BulkKind
from rapport.kernel.errors import Missing

_actions: dict[tuple[str, str], BulkKind] = {}


def register_action(action: BulkKind) -> None:
    """Let an action be done to many records of a kind."""
    _actions[action.kind, action.name] = action


def get_action(kind: str, name: str) -> BulkKind:
    """Return an action; raises `Missing`."""
    found = _actions.get((kind, name))
    if found is None:
        raise Missing(_("There is no such action."))
    return found
