"""The words and tones of stages, roles and ties on pages."""

from collections.abc import Iterable

from rapport.customers.party.models import Party, PartyRole, Relation
from rapport.customers.party.rules.standing import roles_of
from rapport.ui.api import Tone

STAGES = dict(Party.Stage.choices)
ROLES = dict(PartyRole.Role.choices)
TIES = dict(Relation.Kind.choices)
TONES: dict[str, Tone] = {"prospect": "info", "customer": "good", "former": "plain"}


def roles_beside(stage: str, roles: Iterable[str]) -> list[str]:
    """Return the words for the roles that say more than the stage, which is shown beside them."""
    return [str(ROLES.get(role, role)) for role in roles if role not in roles_of((), stage)]
