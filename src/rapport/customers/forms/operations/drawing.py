"""A form's fields as a page draws them: the same for visitors and for the preview of its maker."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rapport.customers.forms.contracts import FieldLine, FormLine
from rapport.ui.api import Label, Viewer

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
OWN_TYPES = {"date": "date", "timestamp": "datetime-local"}


@dataclass(frozen=True, slots=True)
class DrawnField:
    """A field with everything its template needs; `widget` is input, area, select or box."""

    id: str
    name: str
    widget: str
    label: str
    help: str
    required: bool
    value: str
    type: str = "text"
    autocomplete: str = ""
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""

    @property
    def described_by(self) -> str:
        """The ids of what describes it."""
        parts = [f"{self.id}-help" if self.help else "", f"{self.id}-error" if self.error else ""]
        return " ".join(part for part in parts if part)


def draw_fields(
    form: FormLine,
    typed: Mapping[str, str] | None = None,
    agreed: Collection[str] = (),
    errors: Mapping[str, str] | None = None,
) -> list[DrawnField]:
    """Return the fields with what was typed and what of it is wrong."""
    values, wrong = typed or {}, errors or {}
    return [
        _draw(one, number, values.get(one.target, ""), one.target in agreed, wrong.get(one.target, ""))
        for number, one in enumerate(form.fields)
    ]


def _draw(one: FieldLine, number: int, value: str, ticked: bool, error: str) -> DrawnField:
    label = one.label or str(TARGETS.get(one.target, one.own.label if one.own else ""))
    widget, options = "input", tuple[tuple[str, str], ...]()
    if one.text is not None:
        widget, label, value = "box", one.text.text, "on" if ticked else ""
    elif one.kind == "message":
        widget = "area"
    elif one.target == "country":
        widget, options = "select", Viewer(locale=get_language() or "en").countries()
    elif one.own is not None and one.own.type == "choice":
        widget = "select"
        options = tuple((each.code, each.label) for each in one.own.choices if not each.retired)
    return DrawnField(
        id=f"field-{number}",
        name=one.target,
        widget=widget,
        label=label,
        help=one.help or (one.own.help if one.own else ""),
        required=one.required,
        value=value,
        type=OWN_TYPES.get(one.own.type, "text") if one.own else TYPES.get(one.target, "text"),
        autocomplete=AUTOCOMPLETE.get(one.target, ""),
        options=options,
        error=error,
    )
