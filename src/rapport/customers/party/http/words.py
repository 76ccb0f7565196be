"""The words and tones of stages, roles and ties on pages."""

from rapport.customers.party.models import Party, PartyRole, Relation
from rapport.ui.api import Tone

STAGES = dict(Party.Stage.choices)
ROLES = dict(PartyRole.Role.choices)
TIES = dict(Relation.Kind.choices)
TONES: dict[str, Tone] = {"prospect": "info", "customer": "good", "former": "plain"}
