"""What calls carry and answers hold."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from rapport.customers.consent.api import CHANNELS
from rapport.customers.forms.contracts import MESSAGE, PARTY_TARGETS, FieldDraft, FormLine
from rapport.customers.forms.models import FormEntry
from rapport.kernel.rest.api import FILLED, Answer, Body

State = Literal["open", "paused", "closed"]
EntryState = Literal["unconfirmed", "waiting", "taken", "refused"]
NUL_FREE = r"^[^\x00]*$"
"""Text as PostgreSQL can keep it."""
PLAIN = "|".join((*PARTY_TARGETS, MESSAGE))
Target = Annotated[str, StringConstraints(pattern=rf"^({PLAIN}|custom\.[a-z][a-z0-9_]{{0,39}})$")]
Consent = Annotated[
    str,
    StringConstraints(pattern=rf"^consent\.[a-z][a-z0-9_-]{{0,39}}\.({'|'.join(CHANNELS)})$", max_length=60),
]
Site = Annotated[
    str,
    StringConstraints(
        pattern=r"^https://[a-z0-9]([a-z0-9.-]{0,150}[a-z0-9])?(:[1-9][0-9]{0,3})?$", max_length=200
    ),
]
Tag = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=60)]
Short = Annotated[str, StringConstraints(pattern=NUL_FREE, max_length=60)]
Line = Annotated[str, StringConstraints(pattern=NUL_FREE, max_length=200)]
Lines = Annotated[str, StringConstraints(pattern=NUL_FREE, max_length=1000)]
FormName = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=120)]
_FIELDS: list[Any] = [
    {"target": "email", "required": True},
    {"target": "message"},
    {"target": "consent.newsletter.email", "text": "Yes, send me the newsletter."},
]
_EXAMPLE: dict[str, Any] = {
    "name": "Contact",
    "title": "Write to us",
    "sites": ["https://shop.example"],
    "tags": ["web"],
    "fields": _FIELDS,
}


class FieldIn(Body):
    """A field: of the party (`email`), one of your own (`custom.<code>`), or a `message`."""

    target: Target
    label: Line = ""
    help: Annotated[str, StringConstraints(pattern=NUL_FREE, max_length=300)] = ""
    required: bool = False

    def draft(self) -> FieldDraft:
        """The field as an operation takes it."""
        return FieldDraft(self.target, self.label, self.help, self.required)


class ConsentIn(Body):
    """A box (`consent.<purpose>.<channel>`) with what people agree to by it."""

    target: Consent
    text: Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=2000)]
    required: bool = False

    def draft(self) -> FieldDraft:
        """The box as an operation takes it."""
        return FieldDraft(self.target, required=self.required, text=self.text)


Fields = Annotated[list[FieldIn | ConsentIn], Field(max_length=40)]


class FormWords(Body):
    """What may be said of a form; empty texts are the house's own, an empty locale the visitor's."""

    title: Line = ""
    intro: Annotated[str, StringConstraints(pattern=NUL_FREE, max_length=2000)] = ""
    button: Short = ""
    thanks: Lines = ""
    closed_text: Lines = ""
    locale: Literal["", "en", "zh-hans"] = ""
    confirm: bool = False
    sites: Annotated[list[Site], Field(max_length=20, default_factory=list)]
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    tags: Annotated[list[Tag], Field(max_length=20, default_factory=list)]
    hourly: Annotated[int, Field(ge=1, le=100_000)] = 20
    tell: bool = True

    def values(self, *, sent: bool = False) -> dict[str, Any]:
        """The values as an operation takes them; `sent` alone where the others shall stay."""
        given = self.model_dump(exclude_unset=sent, exclude={"fields"})
        return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


class FormIn(FormWords):
    """A form with its fields."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    name: FormName
    fields: Fields


class FormChange(FormWords):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"title": "Talk to us"}]})

    name: FormName = "-"


class FieldsIn(Body):
    """All fields of a form, in order."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"fields": _FIELDS}]})

    fields: Fields


class StateIn(Body):
    """Whether a form takes entries, and what visitors read where it does not."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"state": "paused"}]})

    state: State
    closed_text: Lines | None = None


class FieldOut(Answer):
    """A field; a consent with its present text, the text's version and its SHA-256."""

    target: str
    kind: str
    label: str
    help: str
    required: bool
    text: str = ""
    text_version: int | None = None
    text_digest: str = ""


class FormOut(Answer):
    """A form; its page is at `/f/<key>`, its frame at `/f/<key>/frame`; times UTC."""

    id: UUID
    key: str
    name: str
    state: State
    title: str
    intro: str
    button: str
    thanks: str
    closed_text: str
    locale: str
    confirm: bool
    sites: list[str]
    unit_id: UUID | None
    owner_id: UUID | None
    tags: list[str]
    hourly: int
    tell: bool
    version: int
    created_at: datetime
    updated_at: datetime
    fields: list[FieldOut]


class EntryOut(Answer):
    """What a visitor sent: `values` as typed, `agreed` the consent texts ticked; times UTC."""

    id: UUID
    form_id: UUID
    state: EntryState
    outcome: str
    customer_id: UUID | None
    values: dict[str, str]
    agreed: list[UUID]
    address: str
    page: str
    locale: str
    received_at: datetime
    confirmed_at: datetime | None
    taken_at: datetime | None
    reason: str


class DifferenceOut(Answer):
    """What a visitor typed otherwise than it is kept; nothing was written."""

    id: UUID
    entry_id: UUID
    customer_id: UUID
    customer_name: str
    field: str
    there: str
    given: str


def form_out(line: FormLine) -> FormOut:
    """A form as programs get it."""
    fields = [
        FieldOut(
            **{name: getattr(one, name) for name in ("target", "kind", "label", "help", "required")},
            text=one.text.text if one.text else "",
            text_version=one.text.number if one.text else None,
            text_digest=one.text.digest if one.text else "",
        )
        for one in line.fields
    ]
    plain = {name: getattr(line, name) for name in FormOut.model_fields if name != "fields"}
    return FormOut(**plain, fields=fields)


def entry_out(row: FormEntry) -> EntryOut:
    """An entry as programs get it."""
    plain = {name: getattr(row, name) for name in EntryOut.model_fields if name != "customer_id"}
    return EntryOut(**plain, customer_id=row.party_id)
