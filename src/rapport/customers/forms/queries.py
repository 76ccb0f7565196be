"""Reads of the room: forms for their makers and for visitors, entries, differences, figures by day."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from rapport.customers.forms.contracts import (
    DayFigure,
    DifferenceLine,
    FieldLine,
    FormLine,
    TextLine,
)
from rapport.customers.forms.models import (
    CaptureForm,
    ConsentText,
    FormDay,
    FormDifference,
    FormEntry,
    FormField,
)
from rapport.customers.forms.rules import consent_of
from rapport.kernel.errors import Missing
from rapport.kernel.fields.api import FieldInfo, list_fields
from rapport.kernel.identity.api import Actor, within_scope

OWN = "customer"
"""The kind of record whose own fields a form may ask for."""


def find_tenant(key: str) -> UUID | None:
    """Return the business a form's address belongs to, whoever asks; None for no such form."""
    with connection.cursor() as cursor:
        cursor.execute("select form_tenant(%s)", [key[:32]])
        row = cursor.fetchone()
    return row[0] if row else None


def get_open_form(key: str) -> FormLine:
    """Return a form of the current tenant as visitors meet it; raises `Missing`."""
    form = CaptureForm.objects.filter(key=key[:32]).first()
    if form is None:
        raise Missing("There is no such form.")
    return line_of(form)


def find_standing_form(form_id: UUID) -> FormLine | None:
    """Return a form of the current tenant by its id, as visitors meet it; None for no such form."""
    form = CaptureForm.objects.filter(id=form_id).first()
    return None if form is None else line_of(form)


def list_forms(actor: Actor, verb: str = "view") -> QuerySet[CaptureForm]:
    """Return the forms the actor may see, without their fields."""
    return within_scope(CaptureForm.objects.all(), actor, verb, "form")


def get_form(form_id: UUID, *, actor: Actor) -> FormLine:
    """Return a form with its fields; raises `Missing`."""
    form = list_forms(actor).filter(id=form_id).first()
    if form is None:
        raise Missing("There is no such form.")
    return line_of(form)


def get_form_for_update(form_id: UUID, *, actor: Actor) -> CaptureForm:
    """Lock a form the actor may change; raises `Missing`."""
    form = list_forms(actor, "edit").select_for_update().filter(id=form_id).first()
    if form is None:
        raise Missing("There is no such form.")
    return form


def own_fields() -> list[FieldInfo]:
    """Return the business's own fields a form may ask for."""
    return [one for one in list_fields(OWN) if not one.retired]


def list_texts(form_id: UUID, *, actor: Actor) -> list[TextLine]:
    """Return every version of what a form's visitors agreed to, newest first; raises `Missing`."""
    get_form(form_id, actor=actor)
    rows = ConsentText.objects.filter(form_id=form_id).order_by("purpose", "channel", "-number")
    return [text_line(row) for row in rows]


def find_texts(ids: Iterable[UUID]) -> dict[UUID, TextLine]:
    """Return versions of texts by id, without asking who may see them."""
    return {row.id: text_line(row) for row in ConsentText.objects.filter(id__in=set(ids))}


def list_entries(
    actor: Actor, *, form_id: UUID | None = None, states: Sequence[str] = (), outcomes: Sequence[str] = ()
) -> QuerySet[FormEntry]:
    """Return the entries of the forms the actor may see, of one form where asked."""
    rows = within_scope(
        FormEntry.objects.all(), actor, "view", "form", unit="form__unit_id", owner="form__owner_id"
    )
    if form_id is not None:
        rows = rows.filter(form_id=form_id)
    if states:
        rows = rows.filter(state__in=tuple(states))
    return rows.filter(outcome__in=tuple(outcomes)) if outcomes else rows


def get_entry(entry_id: UUID, *, actor: Actor) -> FormEntry:
    """Return an entry with its form; raises `Missing`."""
    entry = list_entries(actor).select_related("form").filter(id=entry_id).first()
    if entry is None:
        raise Missing("There is no such entry.")
    return entry


def list_differences(actor: Actor, verb: str = "view", *, decided: bool = False) -> QuerySet[FormDifference]:
    """Return open (or decided) differences about customers within the actor's scope, the oldest first."""
    rows = FormDifference.objects.filter(party__merged_into=None)
    rows = rows.exclude(state="open") if decided else rows.filter(state="open")
    rows = within_scope(rows, actor, verb, "customer", unit="party__unit_id", owner="party__owner_id")
    return rows.select_related("party", "entry__form").order_by("id")


def difference_line(row: FormDifference) -> DifferenceLine:
    """Return a difference as it crosses the wall."""
    return DifferenceLine(
        *(row.id, row.entry_id, row.party_id, row.party.name, row.field, row.there, row.given),
        *(row.state, row.entry.form.name, row.entry.received_at),
    )


def list_days(form_id: UUID, *, since: date, actor: Actor) -> list[DayFigure]:
    """Return what came to a form day by day since a day of the business's calendar; raises `Missing`."""
    get_form(form_id, actor=actor)
    rows = FormDay.objects.filter(form_id=form_id, day__gte=since).order_by("day")
    return [DayFigure(row.day, row.looks, row.entries, row.spam, row.limited) for row in rows]


def sum_days(form_ids: Iterable[UUID], *, since: date) -> dict[UUID, tuple[int, int]]:
    """Return (looks, entries) of forms since a day, for forms already within scope; one statement."""
    rows = FormDay.objects.filter(form_id__in=tuple(form_ids), day__gte=since).values("form_id")
    return {
        row["form_id"]: (row["seen"], row["sent"])
        for row in rows.annotate(seen=Sum("looks"), sent=Sum("entries"))
    }


def line_of(form: CaptureForm) -> FormLine:
    """Return a form with its fields: consents with their newest text, fields of one's own with their type."""
    rows = list(FormField.objects.filter(form=form).order_by("position"))
    texts: dict[tuple[str, str], ConsentText] = {}
    if any(row.kind == "consent" for row in rows):
        for text in ConsentText.objects.filter(form=form).order_by("number"):
            texts[text.purpose, text.channel] = text
    own = {f"custom.{one.code}": one for one in own_fields()} if any(r.kind == "custom" for r in rows) else {}
    fields = [
        FieldLine(
            *(row.id, row.kind, row.target, row.label, row.help, row.required),
            text=text_line(texts[consent_of(row.target)]) if row.kind == "consent" else None,
            own=own.get(row.target),
        )
        for row in rows
        if row.kind != "custom" or row.target in own
    ]
    return FormLine(
        **{name: getattr(form, name) for name in _SAME},
        sites=tuple(form.sites),
        tags=tuple(form.tags),
        fields=tuple(fields),
    )


_SAME = (
    *("id", "key", "name", "state", "title", "intro", "button", "thanks", "closed_text", "locale", "confirm"),
    *("unit_id", "owner_id", "hourly", "tell", "version", "created_at", "updated_at"),
)


def text_line(row: ConsentText) -> TextLine:
    """Return a version of a text as it crosses the wall."""
    return TextLine(
        *(row.id, row.purpose, row.channel, row.number, row.text, row.digest, row.since, row.by_name)
    )
