"""What fields, states and outcomes are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rapport.customers.forms.models import CaptureForm, FormEntry, FormField
from rapport.ui.api import Label, Tone, Viewer

TARGETS: Mapping[str, Label] = {
    "name": _("Full name"),
    "given_name": _("First name"),
    "family_name": _("Last name"),
    "company": _("Company"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
    "city": _("City"),
    "country": _("Country"),
    "birth_date": _("Birthday"),
    "website": _("Web page"),
    "locale": _("Language"),
    "address": _("Address"),
    "message": _("Message"),
}
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
TYPES: Mapping[str, str] = {"email": "email", "phone": "tel", "birth_date": "date", "website": "url"}
AUTOCOMPLETE: Mapping[str, str] = {
    "name": "name",
    "given_name": "given-name",
    "family_name": "family-name",
    "company": "organization",
    "email": "email",
    "phone": "tel",
    "street": "street-address",
    "postal_code": "postal-code",
    "city": "address-level2",
    "country": "country",
    "birth_date": "bday",
    "website": "url",
}


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
