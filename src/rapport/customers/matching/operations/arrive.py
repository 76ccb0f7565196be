"""Arriving records meet those that are there, one or ten thousand at a time, by the shop's rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from rapport.customers.matching.contracts import MatchRuleLine
from rapport.customers.matching.operations.locking import lock_keys
from rapport.customers.matching.queries import Met, find_met
from rapport.customers.matching.rules import Key
from rapport.customers.party.api import (
    Arrival,
    CustomerDraft,
    CustomerState,
    Difference,
    Filling,
    Mode,
    Prepared,
    Refresh,
    fill_customers,
    home_country,
    known_units,
    place,
    prepare,
    refresh_customers,
    refuse_custom,
    write_customers,
)
from rapport.kernel.errors import Conflict, Missing, RapportError, Unknown
from rapport.kernel.identity.api import Actor, reachable_members
from rapport.kernel.work.api import Work, unit_of_work

_SATELLITES = ("contact_points", "addresses", "external_ids", "roles", "tags")


@dataclass(slots=True)
class _Row:
    """An arriving record on its way: refused, new, or about a party that is there (or is new before it)."""

    index: int
    given: dict[str, Any]
    ready: Prepared
    keys: list[Key]
    party_id: UUID | None = None
    twin_of: int | None = None


@dataclass(slots=True)
class _Plan:
    rows: list[_Row] = field(default_factory=list)
    answers: dict[int, Arrival] = field(default_factory=dict)

    def refuse(self, index: int, error: RapportError, party_id: UUID | None = None) -> None:
        """Answer a row with why it was not taken."""
        self.answers[index] = Arrival(
            *(index, "rejected", party_id),
            code=error.code,
            detail=error.message,
            fields=dict(error.fields),
        )


def take_in_customers(
    drafts: Sequence[CustomerDraft], *, mode: Mode = "upsert", actor: Actor, batch_id: UUID | None = None
) -> list[Arrival]:
    """Take in records that may be there already; each gets its own answer, in order, in one transaction.

    They meet by the shop's match rules within the actor's scope; records of one call meet each other too.
    `create` rejects those that meet somebody, `update` those that meet nobody. An update writes the fields
    that hold something and adds contact points, addresses, identities, roles and tags; it takes nothing away
    but the custom fields given as None.
    `fill` takes strangers' words: of who is there it fills empty fields, and tells the rest (`differing`).
    Set-based: some twenty statements for any number. Two calls with the same keys wait for each other.
    """
    plan = _Plan()
    country = home_country(drafts, actor)
    with unit_of_work(actor, batch_id=batch_id) as work:
        _read_rows(drafts, country, plan, actor)
        rules = lock_keys({key for row in plan.rows for key in row.keys}, actor)
        _match(plan, rules, mode, actor)
        _authorise(plan, mode, actor)
        states = _create(plan, work)
        _refresh(plan, states, mode, work)
    return [plan.answers[index] for index in range(len(drafts))]


def _read_rows(drafts: Sequence[CustomerDraft], country: str, plan: _Plan, actor: Actor) -> None:
    refused = refuse_custom(drafts, actor=actor)
    for index, draft in enumerate(drafts):
        try:
            ready = prepare(draft, country=country)
            given = draft.given()
            names = {*given, *(name for name in _SATELLITES if getattr(draft, name))}
            if actor.field_rules:
                actor.require_fields("customer", {*names, *draft.custom} - {"kind", "stage", "origin"})
            if index in refused:
                raise refused[index]
        except RapportError as error:
            plan.refuse(index, error)
        else:
            plan.rows.append(_Row(index, given, ready, _keys(ready)))


def _keys(ready: Prepared) -> list[Key]:
    identities = [Key("external_id", one.system, one.external_id) for one in ready.external_ids]
    return identities + [
        Key(one.kind, "", one.normal) for one in ready.contacts if one.kind in ("email", "phone")
    ]


def _match(plan: _Plan, rules: Sequence[MatchRuleLine], mode: Mode, actor: Actor) -> None:
    order = {rule.key: rule.rank for rule in rules if rule.enabled}
    met = find_met(_wanted_keys(plan.rows, order), actor)
    first: dict[Key, int] = {}
    kept = []
    for row in plan.rows:
        usable = sorted((key for key in row.keys if key.kind in order), key=lambda key: order[key.kind])
        row.party_id = _first_met(usable, met)
        if row.party_id is None:
            row.twin_of = next((first[key] for key in usable if key in first), None)
        problem = _taken(row, met) or _wrong_mode(row, mode)
        if problem:
            plan.refuse(row.index, problem, row.party_id)
            continue
        if row.party_id is None and row.twin_of is None:
            first.update({key: row.index for key in row.keys if key not in first})
        kept.append(row)
    plan.rows = kept


def _wanted_keys(rows: Iterable[_Row], order: Mapping[str, int]) -> list[Key]:
    """External ids are always looked up: one that is somebody else's cannot be written."""
    wanted = (key for row in rows for key in row.keys if key.kind in order or key.kind == "external_id")
    return list(dict.fromkeys(wanted))


def _first_met(keys: Sequence[Key], met: Mapping[Key, list[Met]]) -> UUID | None:
    for key in keys:
        for one in met.get(key, ()):
            if one.in_scope:
                return one.party_id
    return None


def _taken(row: _Row, met: Mapping[Key, list[Met]]) -> RapportError | None:
    for key in row.keys:
        if key.kind == "external_id" and any(one.party_id != row.party_id for one in met.get(key, ())):
            return Conflict("Another customer has this identity already.", code="external-id-taken")
    return None


def _wrong_mode(row: _Row, mode: Mode) -> RapportError | None:
    there = row.party_id is not None or row.twin_of is not None
    if mode == "create" and there:
        return Conflict("This customer is there already.", code="exists")
    if mode == "update" and not there:
        return Missing("No customer has these keys.", code="missing")
    return None


def _authorise(plan: _Plan, mode: Mode, actor: Actor) -> None:
    if mode != "update":
        actor.require("create", "customer")
    if mode != "create":
        actor.require("edit", "customer")
    kept = []
    given = {row.given["unit_id"] for row in plan.rows if row.given.get("unit_id")}
    units = known_units(given - {actor.unit_id}) | {actor.unit_id, None}
    owners = {row.given["owner_id"] for row in plan.rows if row.given.get("owner_id")}
    people = reachable_members(owners, actor) | {actor.member_id, None}
    for row in plan.rows:
        try:
            if row.given.get("owner_id") not in people:
                raise Unknown("There is no such member.", fields={"owner_id": "There is no such member."})
            if row.given.get("unit_id") not in units:
                raise Unknown("There is no such unit.", fields={"unit_id": "There is no such unit."})
            if row.party_id is None and row.twin_of is None:
                row.ready.columns.update(place(row.ready.columns, actor=actor))
            elif {"unit_id", "owner_id"} & row.given.keys():
                place(row.ready.columns, actor=actor, verb="edit")
        except RapportError as error:
            plan.refuse(row.index, error)
        else:
            kept.append(row)
    plan.rows = kept


def _create(plan: _Plan, work: Work) -> dict[int, CustomerState]:
    fresh = [row for row in plan.rows if row.party_id is None and row.twin_of is None]
    if not fresh:
        return {}
    written = write_customers([row.ready for row in fresh], work)
    states = {row.index: state for row, state in zip(fresh, written, strict=True)}
    for index, state in states.items():
        plan.answers[index] = Arrival(index, "created", state.id, state)
    return states


def _refresh(plan: _Plan, created: Mapping[int, CustomerState], mode: Mode, work: Work) -> None:
    waiting: list[tuple[_Row, UUID]] = []
    for row in plan.rows:
        target = row.party_id
        if target is None and row.twin_of is not None:
            twin = created.get(row.twin_of)
            if twin is None:
                plan.refuse(
                    row.index, Conflict("The record it belongs to was rejected.", code="twin-rejected")
                )
                continue
            target = twin.id
        if target is not None:
            waiting.append((row, target))
    if mode == "fill":
        fillings = [Filling(target, row.given, row.ready) for row, target in waiting]
        states, changed, differing = fill_customers(fillings, work)
    else:
        states, changed = refresh_customers(_refreshes(waiting), work)
        differing = [()] * len(waiting)
    for (row, target), different in zip(waiting, differing, strict=True):
        plan.answers[row.index] = _answer(row, states[target], target in changed, different)


def _refreshes(waiting: Sequence[tuple[_Row, UUID]]) -> list[Refresh]:
    arrived: dict[UUID, Refresh] = {}
    for row, target in waiting:
        arrived.setdefault(target, Refresh(target)).take(row.given, row.ready)
    return list(arrived.values())


def _answer(row: _Row, state: CustomerState, changed: bool, differing: tuple[Difference, ...]) -> Arrival:
    outcome: Literal["updated", "unchanged"] = "updated" if changed else "unchanged"
    return Arrival(row.index, outcome, state.id, state, differing=differing)
