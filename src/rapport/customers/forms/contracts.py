"""What crosses the room's wall: forms as they are made and shown, entries and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rapport.kernel.fields.contracts import FieldInfo

PARTY_TARGETS = (
    *("name", "given_name", "family_name", "company", "email", "phone", "street", "postal_code", "city"),
    *("country", "birth_date", "website"),
)
"""What a form may ask about a person."""
MESSAGE = "message"
TRAP = "fax_number_again"
"""The field people do not see: whoever fills it in is a program."""


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A field as somebody makes it: `target` is one of `PARTY_TARGETS`, `custom.<code>`, `message`, or
    `consent.<purpose>.<channel>`; `text` is what a consent's box says.
    """

    target: str
    label: str = ""
    help: str = ""
    required: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as somebody makes it.

    `locale` is empty where the visitor's language decides; `sites` are origins such as https://shop.example;
    `hourly` is how many entries one network address may send in an hour.
    """

    name: str
    title: str = ""
    intro: str = ""
    button: str = ""
    thanks: str = ""
    closed_text: str = ""
    locale: str = ""
    confirm: bool = False
    sites: tuple[str, ...] = ()
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    tags: tuple[str, ...] = ()
    hourly: int = 20
    tell: bool = True


@dataclass(frozen=True, slots=True)
class TextLine:
    """A version of a consent's text; `digest` is its SHA-256 in hex."""

    id: UUID
    purpose: str
    channel: str
    number: int
    text: str
    digest: str
    since: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of a form as it is shown: a consent with its present text, an own field with its type."""

    id: UUID
    kind: str
    target: str
    label: str
    help: str
    required: bool
    text: TextLine | None = None
    own: FieldInfo | None = None


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form with its fields in their order (times UTC)."""

    id: UUID
    key: str
    name: str
    state: str
    title: str
    intro: str
    button: str
    thanks: str
    closed_text: str
    locale: str
    confirm: bool
    sites: tuple[str, ...]
    unit_id: UUID | None
    owner_id: UUID | None
    tags: tuple[str, ...]
    hourly: int
    tell: bool
    version: int
    created_at: datetime
    updated_at: datetime
    fields: tuple[FieldLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """How an entry came: network address, program, page it was on, language; `way` is form or qr."""

    address: str = ""
    agent: str = ""
    page: str = ""
    locale: str = "en"
    way: str = "form"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the visitor is told: the entry, whether a letter (or only an SMS) asks to confirm it, or it came
    before."""

    entry_id: UUID | None
    confirm: bool = False
    by_sms: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """What a visitor typed otherwise than it is kept."""

    id: UUID
    entry_id: UUID
    customer_id: UUID
    customer_name: str
    field: str
    there: str
    given: str
    state: str
    form_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DayFigure:
    """What came to a form on a day: looks, entries, programs and floods turned away."""

    day: date
    looks: int
    entries: int
    spam: int
    limited: int
