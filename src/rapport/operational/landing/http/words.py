"""What kinds and states are called."""

from rapport.operational.landing.models import SitePiece
from rapport.ui.api import Tone

KINDS = dict(SitePiece.Kind.choices)
STATES = dict(SitePiece.State.choices)
TONES: dict[str, Tone] = {"draft": "plain", "live": "good", "paused": "warn"}
LANGUAGES = {"en": "English", "zh-hans": "简体中文"}
