"""Giving lists out as files: every registered kind, in every format, cell by cell safe."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any
from uuid import UUID

from django.db.models import QuerySet

from rapport.customers.intake.contracts.exports import EVERYTHING, Exporter, Record, Wanted, get_exporter
from rapport.customers.intake.formats.writers import WRITERS, Value
from rapport.customers.party.api import CustomerFilter, CustomerState, found_ids, load_states
from rapport.kernel.errors import Invalid
from rapport.kernel.fields.api import list_fields, read_values
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import Actor
from rapport.kernel.money.api import to_major
from rapport.kernel.tenancy.api import as_tenant

PAGE = 1_000
CONTACTS = {"email": ("E-mail", 3), "phone": ("Phone", 3), "fax": ("Fax", 1), "handle": ("Messenger", 2)}
ADDRESS_PARTS = ("street", "city", "region", "postal_code", "country")
# What an address says of how a list looks decides nothing about what is in it.
DISPLAY = ("sort", "after", "cols", "col", "view", "group", "face")
CHOICES = {
    "q": "text",
    "stage": "stage",
    "kind": "kind",
    "tag": "tag",
    "origin": "origin",
    "country": "country",
}


def export_list(kind: str, form: str, out: IO[bytes], *, actor: Actor, wanted: Wanted = EVERYTHING) -> int:
    """Write what is wanted of a kind and the actor may export, and return how many records.

    `form` is csv, excel, jsonl or vcard. Raises Invalid for another kind or form or a choice the list does
    not have, Forbidden without the right.
    """
    exporter = get_exporter(kind)
    if form not in WRITERS or (form == "vcard" and kind != "customers"):
        raise Invalid("There is no such format for this list.", code="format_unknown")
    with as_tenant(actor.tenant_id, actor_id=actor.id):
        return WRITERS[form](exporter.records(actor, wanted), exporter.columns(actor), out)


def require_known(query: Mapping[str, str], known: Collection[str]) -> None:
    """Refuse choices a list does not have: to ignore one would give out more than was asked for."""
    strange = sorted(name for name, value in query.items() if value and name not in {*known, *DISPLAY})
    if strange:
        raise Invalid(
            "This list cannot be narrowed by %(name)s.",
            code="filter_unknown",
            fields=dict.fromkeys(strange, "unknown"),
            values={"name": strange[0]},
        )


def _columns() -> dict[str, str]:
    """Column → the field of a customer that a role may hide."""
    columns = {"ID": "id", "Customer number": "external_ids", "Full name": "name", "Given name": "given_name"}
    columns |= {"Family name": "family_name", "Kind": "kind", "Stage": "stage"}
    for name, count in CONTACTS.values():
        columns |= {name if nth == 1 else f"{name} {nth}": "contact_points" for nth in range(1, count + 1)}
    columns |= {f"Address {part.replace('_', ' ')}": "addresses" for part in ADDRESS_PARTS}
    columns |= {"City": "city", "Country": "country", "Birthday": "birth_date", "Tax number": "tax_number"}
    columns |= {"Website": "website", "Language": "locale", "Time zone": "zone", "Tags": "tags"}
    columns |= {"Order count": "order_count", "Spent": "spent_minor", "Currency": "currency"}
    return columns | {"First order": "first_order_at", "Last order": "last_order_at", "Created": "created_at"}


class CustomerExporter:
    """Customers with contact points, first address and tags, in columns our own import knows again."""

    def columns(self, actor: Actor) -> list[str]:
        """Name the columns, without those a role hides; the business's own fields come last."""
        plain = [name for name, field in _columns().items() if actor.may_see("customer", field)]
        return [*plain, *_own_columns(actor).values()]

    def records(self, actor: Actor, wanted: Wanted = EVERYTHING) -> Iterator[Record]:
        """Stream the living customers that are wanted within the actor's scope, by id."""
        actor.require("export", "customer")
        rows = _wanted_rows(actor, wanted)
        own = _own_columns(actor)
        last = UUID(int=0)
        while True:
            ids = [row["id"] for row in rows.filter(id__gt=last).order_by("id")[:PAGE]]
            if not ids:
                return
            states = load_states(ids)
            added = read_values("customer", ids, actor=actor) if own else {}
            for one in ids:
                if one in states:
                    values = {own[code]: value for code, value in added.get(one, {}).items()}
                    yield {**_record(states[one]), **values}
            last = ids[-1]


def _own_columns(actor: Actor) -> dict[str, str]:
    """Code → column of the fields the business added, named as it names them where no other column is."""
    fields = [field for field in list_fields("customer") if actor.may_see("customer", field.code)]
    taken = [*_columns(), *(field.label for field in fields)]
    return {
        field.code: field.label if taken.count(field.label) == 1 else f"{field.label} ({field.code})"
        for field in fields
    }


def _wanted_rows(actor: Actor, wanted: Wanted) -> "QuerySet[Any, Any]":
    require_known(wanted.query, CHOICES)
    chosen: dict[str, Any] = {
        CHOICES[name]: value for name, value in wanted.query.items() if name in CHOICES and value
    }
    rows = found_ids(actor, CustomerFilter(**chosen), verb="export")
    if wanted.filter:
        rows = rows.filter(filters.to_q(filters.parse(wanted.filter), "customer", actor=actor))
    return rows if wanted.ids is None else rows.filter(id__in=wanted.ids)


def _record(state: CustomerState) -> Record:
    record: dict[str, Value] = {
        "ID": str(state.id),
        "Customer number": next((one.external_id for one in state.external_ids), ""),
        "Full name": state.name,
        "Given name": state.given_name,
        "Family name": state.family_name,
        "Kind": state.kind,
        "Stage": state.stage,
        "City": state.city,
        "Country": state.country,
        "Birthday": state.birth_date,
        "Tax number": state.tax_number,
        "Website": state.website,
        "Language": state.locale,
        "Time zone": state.zone,
        "Tags": state.tags,
        "Order count": state.order_count,
        "Spent": to_major(state.spent_minor, state.currency) if state.currency else None,
        "Currency": state.currency,
        "First order": state.first_order_at,
        "Last order": state.last_order_at,
        "Created": state.created_at,
    }
    return {**record, **_contacts(state), **_address(state)}


def _contacts(state: CustomerState) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, (name, count) in CONTACTS.items():
        points = [one for one in state.contact_points if one.kind == kind]
        points.sort(key=lambda one: not one.preferred)
        for nth, point in enumerate(points[:count], start=1):
            found[name if nth == 1 else f"{name} {nth}"] = point.normal if kind != "handle" else point.value
    return found


def _address(state: CustomerState) -> Mapping[str, str]:
    first = next(iter(sorted(state.addresses, key=lambda one: not one.preferred)), None)
    if first is None:
        return {}
    return {f"Address {part.replace('_', ' ')}": getattr(first, part) for part in ADDRESS_PARTS}


CUSTOMERS: Exporter = CustomerExporter()
