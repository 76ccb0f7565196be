"""What fields, states and outcomes are called."""

from collections.abc import Mapping

from rapport.customers.forms.models import CaptureForm, FormEntry, FormField
from rapport.customers.forms.operations.drawing import TARGETS
from rapport.ui.api import Label, Tone, Viewer

KINDS: Mapping[str, Label] = dict(FormField.Kind.choices)
STATES: Mapping[str, Label] = dict(CaptureForm.State.choices)
STATE_TONES: Mapping[str, Tone] = {"open": "good", "paused": "warn", "closed": "plain"}
ENTRY_STATES: Mapping[str, Label] = dict(FormEntry.State.choices)
ENTRY_TONES: Mapping[str, Tone] = {
    "unconfirmed": "warn",
    "waiting": "info",
    "taken": "good",
    "refused": "bad",
}
OUTCOMES: Mapping[str, Label] = {value: word for value, word in FormEntry.Outcome.choices if value}
OUTCOME_TONES: Mapping[str, Tone] = {"created": "accent", "updated": "good", "unchanged": "plain"}


def write_typed(target: str, value: str, viewer: Viewer) -> str:
    """What somebody typed, names in the place of codes."""
    match target:
        case "country":
            return viewer.country(value)
        case "locale":
            return viewer.language(value)
    return value


def name_target(target: str, labels: Mapping[str, str]) -> str:
    """A field as people call it: the form's own word where it has one."""
    return labels.get(target) or str(TARGETS.get(target, target.removeprefix("custom.")))
