"""A business's own fields of a kind of record: facts that are edited in place, and fields of forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rapport.kernel.errors import Conflict, Invalid, Missing
from rapport.kernel.fields.api import FieldInfo, list_fields, load_values
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.ui.contracts.parts import Fact, Toast
from rapport.ui.contracts.viewer import Viewer
from rapport.ui.http.replies import answer_fact, answer_fact_editor, put_errors, refresh
from rapport.ui.queries import get_viewer
from rapport.ui.rules.dates import in_zone

LOCAL = "%Y-%m-%dT%H:%M"
IN_FORM = "own_"
Values = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Held:
    """What a record's own fields hold, as JSON has them, and its version."""

    values: Values
    version: int


class OneOwnField(forms.Form):
    """One field, as its type is typed in; `was` is what it held when it was opened."""

    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, field: FieldInfo, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["value"] = form_field(field)


def form_field(field: FieldInfo) -> forms.Field:
    """What a value is typed in; the kernel's own rules judge it."""
    shared: dict[str, Any] = {"label": field.label, "required": False, "help_text": field.help}
    if field.type == "choice":
        pairs = [(one.code, one.label) for one in field.choices if not one.retired]
        return forms.ChoiceField(choices=[("", "–"), *pairs], **shared)
    kinds = {"integer": "text", "date": "date", "timestamp": "datetime-local"}
    hint = {"inputmode": "numeric"} if field.type == "integer" else {}
    widget = forms.TextInput(attrs={"type": kinds.get(field.type, "text"), "autocomplete": "off", **hint})
    return forms.CharField(max_length=1000, widget=widget, **shared)


def form_fields(kind: str, actor: Actor) -> dict[str, forms.Field]:
    """The fields of a kind that the actor may fill, for a form; `IN_FORM` begins the name of each."""
    found = {}
    for field in list_fields(kind):
        if actor.may_write(kind, field.code):
            asked = form_field(field)
            asked.required = field.required
            found[f"{IN_FORM}{field.code}"] = asked
    return found


def filled_in(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form made with `form_fields`, by code, without those left empty."""
    return {
        name.removeprefix(IN_FORM): value
        for name, value in cleaned.items()
        if name.startswith(IN_FORM) and value not in ("", None)
    }


@dataclass(frozen=True, slots=True)
class OwnFields:
    """How the own fields of a kind are edited in place, at `base/ID/custom/CODE`: views for a room's urls,
    which name the record as everywhere in the room.

    `read` and `write` authorise the actor; `write` raises `Conflict` where the version is old.
    """

    kind: str
    base: str
    read: Callable[[UUID, Actor], Held]
    write: Callable[[UUID, Mapping[str, Any], Actor, int], Held]

    def facts(self, record_id: UUID, values: Values, actor: Actor) -> list[Fact]:
        """The fields as facts, edited where the actor may."""
        return [
            self._fact(record_id, field, values, actor)
            for field in list_fields(self.kind)
            if actor.may_see(self.kind, field.code)
        ]

    def facts_of(self, record_id: UUID, actor: Actor) -> list[Fact]:
        """The fields of a record whose page authorised the actor, read here."""
        return self.facts(record_id, load_values(self.kind, [record_id]).get(record_id, {}), actor)

    def edit(self, request: HttpRequest, code: str, **record: UUID) -> HttpResponse:
        """GET opens the field, POST writes it; what somebody else wrote there meanwhile is told."""
        (record_id,), actor = record.values(), actor_of(request)
        held, field = self.read(record_id, actor), self._field(code, actor)
        now = held.values.get(code)
        was = "" if now is None else str(now)
        fact = self._fact(record_id, field, held.values, actor)
        if request.method != "POST":
            if "cancel" in request.GET:
                return answer_fact(request, fact)
            opened = OneOwnField(field, initial={"value": _typed(field, now), "was": was})
            return answer_fact_editor(request, fact, opened, "value")
        form = OneOwnField(field, request.POST)
        if not form.is_valid():
            return answer_fact_editor(request, fact, form, "value")
        if form.cleaned_data["was"] != was:
            return self._contested(request, fact, field, was)
        try:
            fresh = self.write(record_id, {code: form.cleaned_data["value"] or None}, actor, held.version)
        except (Invalid, Conflict) as error:
            put_errors(form, error, {code: "value"})
            return answer_fact_editor(request, fact, form, "value")
        toast = Toast(_("Saved"), undo=self._undoing(record_id, code, was, fresh.version))
        return answer_fact(request, self._fact(record_id, field, fresh.values, actor), toast)

    def put_day(self, record_id: UUID, code: str, day: date, actor: Actor) -> str:
        """Take a field of days or moments to another day, its hour kept; returns the way back."""
        held, field = self.read(record_id, actor), self._field(code, actor)
        was, value = held.values.get(code), day.isoformat()
        if field.type == "timestamp" and was:
            value = move_moment(datetime.fromisoformat(str(was)), day, actor).isoformat()
        fresh = self.write(record_id, {code: value}, actor, held.version)
        return self._undoing(record_id, code, "" if was is None else str(was), fresh.version)

    def undo(self, request: HttpRequest, code: str, **record: UUID) -> HttpResponse:
        """Write the former value back, unless the record was changed since (409)."""
        (record_id,) = record.values()
        version = request.GET.get("version", "")
        if not version.isdecimal():
            raise Invalid(_("This cannot be taken back."))
        self.write(record_id, {code: request.GET.get("to") or None}, actor_of(request), int(version))
        return refresh(request, Toast(_("Taken back"), tone="info"))

    def _contested(self, request: HttpRequest, fact: Fact, field: FieldInfo, was: str) -> HttpResponse:
        form = OneOwnField(field, {**dict(request.POST.items()), "was": was})
        told = _("Somebody changed this to “%(now)s” meanwhile. Save again to replace it.")
        form.add_error("value", told % {"now": fact.value or "–"})
        answer = answer_fact_editor(request, fact, form, "value")
        answer.status_code = 409
        return answer

    def _undoing(self, record_id: UUID, code: str, was: str, version: int) -> str:
        return f"{self._address(record_id)}/{code}/undo?{urlencode({'to': was, 'version': str(version)})}"

    def _address(self, record_id: UUID) -> str:
        return f"{self.base}/{record_id}/custom"

    def _fact(self, record_id: UUID, field: FieldInfo, values: Values, actor: Actor) -> Fact:
        may = actor.may("edit", self.kind) and actor.may_write(self.kind, field.code)
        edit = f"{self._address(record_id)}/{field.code}" if may else ""
        shown = _shown(field, values.get(field.code), get_viewer())
        return Fact(field.label, shown, edit=edit, id=f"own-{field.code}")

    def _field(self, code: str, actor: Actor) -> FieldInfo:
        for field in list_fields(self.kind):
            if field.code == code and actor.may_see(self.kind, code):
                return field
        raise Missing(_("There is no such field."))


def move_moment(moment: datetime, day: date, actor: Actor) -> datetime:
    """Return the moment at the same hour of another day in the business's zone, whose days calendars show."""
    zone = ZoneInfo(get_own_tenant(actor.tenant_id).zone)
    return moment.astimezone(zone).replace(year=day.year, month=day.month, day=day.day)


def _shown(field: FieldInfo, value: str | int | None, viewer: Viewer) -> str:
    """A value as the reader has it: names of choices, days and moments in their way."""
    if value is None:
        return ""
    if field.type == "integer":
        return viewer.number(int(value))
    if field.type == "date":
        return viewer.day(date.fromisoformat(str(value)))
    if field.type == "timestamp":
        return viewer.moment(datetime.fromisoformat(str(value)))
    if field.type == "choice":
        return next((one.label for one in field.choices if one.code == value), str(value))
    return str(value)


def _typed(field: FieldInfo, value: str | int | None) -> str:
    if value is None:
        return ""
    if field.type == "timestamp":
        return in_zone(datetime.fromisoformat(str(value)), timezone.get_current_timezone()).strftime(LOCAL)
    return str(value)
