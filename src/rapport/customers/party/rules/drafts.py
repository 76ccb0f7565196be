"""What a draft must hold, and the exact rows it becomes; refusals name the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rapport.customers.party.contracts import AddressDraft, ContactDraft, CustomerDraft, ExternalIdDraft
from rapport.customers.party.rules.contacts import KINDS, normalise
from rapport.customers.party.rules.names import display_name, fold, sort_key
from rapport.kernel.errors import Invalid, say
from rapport.kernel.zones import known_zones

PARTY_KINDS = ("person", "company", "household")
STAGES = ("prospect", "customer", "former")
ORIGINS = ("own", "purchased", "rented", "self")
ROLES = ("customer", "prospect", "partner", "supplier", "competitor", "agency", "press")
_LENGTHS = {"name": 300, "given_name": 150, "family_name": 150, "city": 120, "tax_number": 40, "website": 300}
_LENGTHS |= {"locale": 12, "zone": 64}
_CHOICES = {"kind": PARTY_KINDS, "stage": STAGES, "origin": ORIGINS}
_LINES = {"street": 500, "postal_code": 20, "city": 120, "region": 120, "label": 40}
_MOST_CONTACTS, _MOST_TAGS = 100, 100
EARLIEST_BIRTH = date(1850, 1, 1)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point ready to be written."""

    kind: str
    value: str
    normal: str
    label: str
    preferred: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft that passed: the party's columns and its satellites, each once."""

    columns: dict[str, Any]
    contacts: tuple[Contact, ...]
    addresses: tuple[AddressDraft, ...]
    external_ids: tuple[ExternalIdDraft, ...]
    roles: tuple[str, ...]
    tags: dict[str, str]
    custom: Mapping[str, Any]
    since: datetime | None = None


def prepare(draft: CustomerDraft, *, country: str) -> Prepared:
    """Check a draft and put it in normal form; raises `Invalid` naming every field that is wrong.

    `country` (ISO 3166-1) is the shop's, for national phone numbers where the draft has none of its own.
    """
    wrong: dict[str, str] = {}
    columns = _collect(wrong, lambda: check_fields(_plain(draft))) or {}
    if not columns.get("name") and not wrong:
        wrong["name"] = say("A name is needed.")
    home = (draft.country or country).upper()
    contacts: dict[tuple[str, str], Contact] = {}
    for position, point in enumerate(draft.contact_points[:_MOST_CONTACTS]):
        ready = _collect(
            wrong, lambda point=point: prepare_contact(point, country=home), f"contact_points.{position}"
        )
        if ready and (ready.kind, ready.normal) not in contacts:
            contacts[ready.kind, ready.normal] = ready
    for position, address in enumerate(draft.addresses):
        _collect(wrong, lambda address=address: check_address(address), f"addresses.{position}")
    identities = _check_external_ids(draft.external_ids, wrong)
    roles = tuple(dict.fromkeys(draft.roles))
    if not set(roles) <= set(ROLES):
        wrong["roles"] = say("A role is one of %(known)s.", known=", ".join(ROLES))
    tags = _collect(wrong, lambda: check_tags(draft.tags), "tags") or {}
    if len(draft.contact_points) > _MOST_CONTACTS:
        wrong["contact_points"] = say("At most %(most)s.", most=_MOST_CONTACTS)
    if wrong:
        raise Invalid("Some fields are wrong.", fields=wrong)
    return Prepared(
        columns,
        tuple(contacts.values()),
        draft.addresses,
        identities,
        roles,
        tags,
        draft.custom,
        draft.since,
    )


def check_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Check plain fields of a party and return the columns to write; raises `Invalid`."""
    wrong: dict[str, str] = {}
    columns: dict[str, Any] = {}
    for name, value in values.items():
        text = _clean(value) if isinstance(value, str) else value
        problem = _problem_of(name, text)
        if problem:
            wrong[name] = problem
        columns[name] = text.upper() if name == "country" and isinstance(text, str) else text
    if wrong:
        raise Invalid("Some fields are wrong.", fields=wrong)
    if "name" in columns:
        columns["name_key"] = sort_key(columns["name"])
    return columns


def prepare_contact(point: ContactDraft, *, country: str) -> Contact:
    """Check a contact point and give it its normal form; raises `Invalid`."""
    value = _clean(point.value)
    if len(value) > 320 or len(point.label) > 40:
        raise Invalid("The contact point is too long.", fields={"value": "At most 320 characters."})
    if point.kind not in KINDS:
        raise Invalid(
            "A contact point is one of %(kinds)s.",
            values={"kinds": ", ".join(KINDS)},
            fields={"kind": "Unknown."},
        )
    normal = normalise(point.kind, value, country=country, label=point.label)
    return Contact(point.kind, value, normal, _clean(point.label), point.preferred, point.verified)


def check_address(address: AddressDraft) -> AddressDraft:
    """Return the address when it fits its columns; raises `Invalid`."""
    wrong = {
        name: say("At most %(most)s characters.", most=length)
        for name, length in _LINES.items()
        if len(getattr(address, name)) > length
    }
    if not _is_country(address.country):
        wrong["country"] = say("A country is two letters (ISO 3166-1).")
    if wrong:
        raise Invalid("The address does not fit.", fields=wrong)
    return address


def check_tags(names: tuple[str, ...]) -> dict[str, str]:
    """Return folded form → tag as written, each once; raises `Invalid`."""
    tags = {fold(name): " ".join(_clean(name).split()) for name in names if name.strip()}
    if len(tags) > _MOST_TAGS or any(len(key) > 60 or len(name) > 60 for key, name in tags.items()):
        raise Invalid("A tag has at most 60 characters.", fields={"tags": "At most 60 characters each."})
    return tags


def _plain(draft: CustomerDraft) -> dict[str, Any]:
    name = draft.name.strip() or display_name(draft.given_name, draft.family_name)
    return {
        **{"kind": draft.kind, "name": name, "given_name": draft.given_name},
        **{"family_name": draft.family_name, "country": draft.country, "city": draft.city},
        **{"zone": draft.zone, "locale": draft.locale, "birth_date": draft.birth_date},
        **{"tax_number": draft.tax_number, "website": draft.website, "stage": draft.stage},
        **{"origin": draft.origin, "unit_id": draft.unit_id, "owner_id": draft.owner_id},
    }


def _problem_of(name: str, value: Any) -> str:
    if name in _CHOICES:
        return "" if value in _CHOICES[name] else say("One of %(known)s.", known=", ".join(_CHOICES[name]))
    if name in _LENGTHS and isinstance(value, str) and len(value) > _LENGTHS[name]:
        return say("At most %(most)s characters.", most=_LENGTHS[name])
    if name == "country" and not _is_country(value):
        return say("A country is two letters (ISO 3166-1).")
    if name == "zone" and value and value not in known_zones():
        return say("Not a time zone like Europe/Berlin.")
    if name == "birth_date" and value is not None and not value >= EARLIEST_BIRTH:
        return say("Too long ago.")
    return say("A name is needed.") if name == "name" and value == "" else ""


def _is_country(code: str) -> bool:
    return code == "" or (len(code) == 2 and code.isascii() and code.isalpha())


def _check_external_ids(
    given: tuple[ExternalIdDraft, ...], wrong: dict[str, str]
) -> tuple[ExternalIdDraft, ...]:
    ready: dict[tuple[str, str], ExternalIdDraft] = {}
    for position, one in enumerate(given):
        system, number = _clean(one.system), _clean(one.external_id)
        if not system or not number or len(system) > 60 or len(number) > 200:
            wrong[f"external_ids.{position}"] = say(
                "A system (60 characters) and an id (200 characters) are needed."
            )
        ready[system, number] = ExternalIdDraft(system, number)
    return tuple(ready.values())


def _clean(text: str) -> str:
    """Trim, and drop what a text column cannot hold."""
    return text.replace("\0", "").strip()


def _collect(wrong: dict[str, str], check: Any, where: str = "") -> Any:
    try:
        return check()
    except Invalid as error:
        if where:
            detail = next(iter(error.fields.values()), "")
            wrong[where] = error.message if not detail else f"{error.message} {detail}"
        else:
            wrong.update(error.fields)
        return None
