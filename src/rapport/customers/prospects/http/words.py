"""What states, sources, interests and reasons are called."""

from collections.abc import Mapping

from rapport.customers.prospects.models import Prospect
from rapport.customers.prospects.plugs import LABELS
from rapport.ui.api import Label, Tone

STATES: Mapping[str, Label] = dict(Prospect.State.choices)
SOURCES: Mapping[str, Label] = dict(Prospect.Source.choices)
INTERESTS: Mapping[str, Label] = {value: word for value, word in Prospect.Interest.choices if value}
LOSSES: Mapping[str, Label] = dict(Prospect.Loss.choices)
HOW: Mapping[str, Label] = dict(Prospect.How.choices)
REASONS: Mapping[str, Label] = LABELS
STATE_TONES: Mapping[str, Tone] = {"open": "info", "converted": "good", "lost": "plain"}
INTEREST_TONES: Mapping[str, Tone] = {"cold": "info", "warm": "warn", "hot": "bad"}
