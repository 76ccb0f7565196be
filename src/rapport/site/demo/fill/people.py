"""The parties of a demo shop with all that is kept beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import time
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from rapport.customers.consent.api import ConsentDraft, PreferenceState, record_consents, set_preference
from rapport.customers.party.api import (
    AddressDraft,
    ContactDraft,
    CustomerDraft,
    ExternalIdDraft,
    add_relation,
    create_customers,
    form_household,
)
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.records import Address, ContactPoint, Party, Shop

Item = TypeVar("Item")
CHUNK = 10_000
SYSTEM = "demo"
ORIGINS = {"self_registered": "self"}
HOUSEHOLDS, WISHES = 15, 40
"""Households and quiet hours are entered one by one, so only so many are."""
STAGES = {"customer": "customer"}


def fill_parties(shop: Shop, units: dict[str, UUID], *, actor: Actor) -> dict[str, UUID]:
    """Enter companies and people, each week's when the last of them came; returns the id of each ref."""
    ids: dict[str, UUID] = {}
    parties = sorted((*shop.companies, *shop.people), key=lambda party: (party.since, party.ref))
    for _week, group in groupby(parties, lambda party: party.since.isocalendar()[:2]):
        some = list(group)
        with work_as_of(some[-1].since):
            states = create_customers([_draft(party, units) for party in some], actor=actor)
        ids.update({party.ref: state.id for party, state in zip(some, states, strict=True)})
    return ids


def _draft(party: Party, units: dict[str, UUID]) -> CustomerDraft:
    return CustomerDraft(
        name=party.name,
        kind=party.kind,
        given_name=party.given_name,
        family_name=party.family_name,
        country=party.address.country if party.address else "",
        city=party.address.city if party.address else "",
        locale=party.language,
        birth_date=party.birthday,
        tax_number=party.tax_number,
        stage=STAGES.get(party.role, "prospect"),
        unit_id=units[party.unit],
        contact_points=tuple(_contact(point) for point in party.contact_points),
        addresses=(_address(party.address),) if party.address else (),
        external_ids=(ExternalIdDraft(SYSTEM, party.ref),),
        roles=(party.role,),
        tags=party.tags,
        since=party.since,
    )


def _contact(point: ContactPoint) -> ContactDraft:
    if point.kind == "wechat":
        return ContactDraft("handle", point.value, label="wechat")
    return ContactDraft(point.kind, point.value, preferred=point.preferred, verified=point.verified)


def _address(address: Address) -> AddressDraft:
    return AddressDraft(
        street=address.line,
        postal_code=address.postcode,
        city=address.city,
        region=address.region,
        country=address.country,
        preferred=True,
    )


def fill_consents(shop: Shop, ids: dict[str, UUID], *, actor: Actor) -> None:
    """Enter what people allowed and took back, and the quiet hours they asked for."""
    drafts = [
        ConsentDraft(
            party_id=ids[party.ref],
            purpose=consent.purpose,
            channel=consent.channel,
            given=consent.given,
            at=consent.at,
            origin=ORIGINS.get(consent.origin, consent.origin),
            proof=consent.proof,
            way=consent.way,
        )
        for party in (*shop.companies, *shop.people)
        for consent in party.consents
    ]
    for some in _batched(drafts, CHUNK):
        record_consents(some, actor=actor)
    for party in [party for party in shop.people if party.quiet_hours][:WISHES]:
        start, end = (time.fromisoformat(text) for text in party.quiet_hours or ())
        wishes = PreferenceState(quiet_from=start, quiet_to=end, zone=shop.zone)
        set_preference(ids[party.ref], wishes, actor=actor)


def tie_parties(shop: Shop, ids: dict[str, UUID], *, actor: Actor) -> None:
    """Tie people to their companies, companies to those they belong to, and families to their homes."""
    for party in shop.companies:
        if party.of:
            kind = "employee_of" if party.kind == "person" else "subsidiary_of"
            add_relation(ids[party.ref], ids[party.of], kind, actor=actor, title=party.job)
    homes: dict[str, list[Party]] = defaultdict(list)
    for party in shop.people:
        if party.household:
            homes[party.household].append(party)
    for family in list(homes.values())[:HOUSEHOLDS]:
        name = f"{family[0].family_name} · {family[0].address.line if family[0].address else family[0].unit}"
        form_household(name, [ids[member.ref] for member in family], actor=actor)


def _batched(items: Sequence[Item], size: int) -> Iterable[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
