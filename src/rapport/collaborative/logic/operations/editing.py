"""Services: made, edited, put live, laid to rest, taken away."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts, list_channels
from rapport.collaborative.logic.contracts.lines import ServiceDraft, ServiceLine
from rapport.collaborative.logic.contracts.looking import find_look_up
from rapport.collaborative.logic.contracts.service import Definition, read_definition, write_definition
from rapport.collaborative.logic.models import LogicForm, LogicService, LogicTrace, LogicVersion
from rapport.collaborative.logic.queries.editions import (
    find_version,
    get_service_for_update,
    lines_of,
)
from rapport.collaborative.logic.rules.checking import check_definition
from rapport.collaborative.mobile.api import read_wish
from rapport.kernel.errors import Clash, Invalid, Missing, Unknown, say
from rapport.kernel.filters.api import InvalidFilter, check, parse
from rapport.kernel.identity.api import Actor, load_teams
from rapport.kernel.work.api import Work, unit_of_work

MOST = 500
"""Services a business may have: each message is held against all that are live."""
LOWEST, HIGHEST = 1, 9999


def create_service(draft: ServiceDraft, *, actor: Actor) -> ServiceLine:
    """Make a draft of a service; raises `Forbidden`, `Invalid`, `Clash` (too many)."""
    actor.require("create", "logic")
    with unit_of_work(actor) as work:
        if LogicService.objects.count() >= MOST:
            raise Clash("There are as many services as a business may have.", code="too-many")
        row = LogicService(created_at=work.now, version=0, owner_id=actor.member_id)
        return _write(row, draft, work)


def change_service(
    service_id: UUID, draft: ServiceDraft, *, version: int | None = None, actor: Actor
) -> ServiceLine:
    """Edit the draft of a service; what is live stays as it is but for name and place.

    Raises `Missing`, `Forbidden`, `Invalid`, `Conflict` (stale).
    """
    with unit_of_work(actor) as work:
        row = get_service_for_update(service_id, actor=actor, version=version)
        return _write(row, draft, work)


def publish_service(service_id: UUID, *, version: int | None = None, actor: Actor) -> ServiceLine:
    """Put the draft live as the next version; who is in a form of an older one ends it by that.

    Raises `Missing`, `Forbidden`, `Conflict` (stale), `Clash` naming what is not sound.
    """
    with unit_of_work(actor) as work:
        row = get_service_for_update(service_id, actor=actor, version=version)
        flaws = find_flaws(read_definition(row.draft), actor=actor)
        if flaws:
            raise Clash("This service cannot go live yet.", fields=flaws, code="not-sound")
        live = find_version(row.id, row.live)
        if live is None or live.definition != row.draft:
            newest = LogicVersion.objects.filter(service=row).order_by("-number").first()
            row.live = (newest.number if newest else 0) + 1
            LogicVersion.objects.create(
                service=row,
                number=row.live,
                definition=row.draft,
                published_by_id=actor.member_id,
                published_at=work.now,
            )
        row.state = "live"
        return _keep(row, work)


def restore_version(service_id: UUID, number: int, *, actor: Actor) -> ServiceLine:
    """Take a past version as the draft; it is live once it is put live. Raises `Missing`, `Forbidden`."""
    with unit_of_work(actor) as work:
        row = get_service_for_update(service_id, actor=actor)
        found = find_version(row.id, number)
        if found is None:
            raise Missing("There is no such version.")
        row.draft = found.definition
        return _keep(row, work)


def rest_service(service_id: UUID, *, actor: Actor) -> ServiceLine:
    """Have a service answer no more; raises `Missing`, `Forbidden`, `Clash` unless it is live."""
    with unit_of_work(actor) as work:
        row = get_service_for_update(service_id, actor=actor)
        if row.state != "live":
            raise Clash("This service is not live.", code="state")
        row.state = "resting"
        LogicForm.objects.filter(version__service=row).delete()
        return _keep(row, work)


def remove_service(service_id: UUID, *, actor: Actor) -> None:
    """Take away a service that never answered; raises `Missing`, `Forbidden`, `Clash`."""
    with unit_of_work(actor):
        row = get_service_for_update(service_id, actor=actor)
        if LogicTrace.objects.filter(service=row).exists():
            raise Clash("It has answered customers, so it stays. Let it rest instead.", code="used")
        row.delete()


def find_flaws(definition: Definition, *, actor: Actor) -> dict[str, str]:
    """Return what keeps a definition from going live, by its field; empty where it is sound."""
    look_up = find_look_up(definition.then.look_up) if definition.then.look_up else None
    flaws = check_definition(definition, look_up.places if look_up else None)
    flaws |= _find_unknown(definition, actor)
    when = definition.when
    for word in when.words if when.how in ("keyword", "fuzzy") else ():
        meant = read_wish(word)
        if meant is not None and meant.wish == "stop":
            flaws["words"] = say("“%(word)s” means that somebody wants no more.", word=word)
    if when.conditions:
        try:
            check(parse(when.conditions), "customer", actor=actor)
        except InvalidFilter as error:
            flaws["conditions"] = error.message
    return flaws


def _find_unknown(definition: Definition, actor: Actor) -> dict[str, str]:
    when, then, unknown = definition.when, definition.then, dict[str, str]()
    if when.channel and when.channel not in {one.name for one in list_channels()}:
        unknown["channel"] = say("There is no such channel.")
    if when.account_id is not None and not list_accounts(actor).filter(id=when.account_id).exists():
        unknown["account_id"] = say("There is no such account.")
    if then.team_id is not None and then.team_id not in {team.id for team in load_teams()}:
        unknown["team_id"] = say("There is no such team.")
    return unknown


def _write(row: LogicService, draft: ServiceDraft, work: Work) -> ServiceLine:
    name, flaws = draft.name.strip(), dict[str, str]()
    if not name or len(name) > 120:
        flaws["name"] = say("A service has a name.")
    if not LOWEST <= draft.position <= HIGHEST:
        flaws["position"] = say("Between %(least)s and %(most)s.", least=LOWEST, most=HIGHEST)
    if flaws:
        raise Invalid("The service is wrong.", fields=flaws)
    if unknown := _find_unknown(draft.definition, work.actor):
        raise Unknown("There is no such record.", fields=unknown)
    row.name, row.about, row.position = name, draft.about.strip()[:500], draft.position
    row.draft = write_definition(draft.definition)
    return _keep(row, work)


def _keep(row: LogicService, work: Work) -> ServiceLine:
    row.version += 1
    row.updated_at = work.now
    row.save()
    return lines_of([row])[0]


def changed(definition: Definition, values: Mapping[str, Mapping[str, Any]]) -> Definition:
    """Return a definition with values of its parts changed, as programs send them."""
    merged = write_definition(definition)
    for part, given in values.items():
        merged[part] |= given
    return read_definition(merged)
