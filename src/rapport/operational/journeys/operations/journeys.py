"""Making journeys and changing what is said of them."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts
from rapport.customers.party.api import require_owners
from rapport.kernel.errors import Invalid, Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work, unit_of_work
from rapport.operational.journeys import events
from rapport.operational.journeys.contracts import JourneyDraft, JourneyLine
from rapport.operational.journeys.contracts.graph import Graph
from rapport.operational.journeys.models import Journey, JourneyEdit
from rapport.operational.journeys.queries.journeys import get_journey_for_update, line_of
from rapport.operational.journeys.rules.graph import new_graph, write_graph


def create_journey(draft: JourneyDraft, *, actor: Actor, graph: Graph | None = None) -> JourneyLine:
    """Make a draft of a journey, with a picture or with just a way in and out.

    Raises `Forbidden`, `Invalid`, `Unknown` (account, owner).
    """
    actor.require("create", "journey")
    with unit_of_work(actor) as work:
        _check(draft, None, actor)
        row = Journey.objects.create(
            name=draft.name.strip(),
            about=draft.about.strip(),
            email_account_id=draft.email_account_id,
            sms_account_id=draft.sms_account_id,
            owner_id=draft.owner_id or actor.member_id,
            unit_id=actor.unit_id,
            seed=secrets.token_hex(16),
            created_at=work.now,
            updated_at=work.now,
        )
        JourneyEdit.objects.create(
            journey=row, number=1, graph=write_graph(graph or new_graph()), at=work.now
        )
        tell(row, work)
        return line_of(row)


def change_journey(
    journey_id: UUID, changes: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> JourneyLine:
    """Change what of a journey is named, as in `JourneyDraft`.

    Raises `Missing`, `Invalid`, `Unknown`, `Conflict` (stale).
    """
    with unit_of_work(actor) as work:
        row = get_journey_for_update(journey_id, actor=actor, version=version)
        present = {name: getattr(row, name) for name in JourneyDraft.__dataclass_fields__}
        if changes.keys() - present.keys():
            raise Invalid("A journey has no such property.")
        draft = JourneyDraft(**{**present, **changes})
        _check(draft, row, actor)
        for name in present:
            value = getattr(draft, name)
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        return save(row, work)


def save(row: Journey, work: Work) -> JourneyLine:
    """Write a changed journey under its next version, and tell of it."""
    row.version += 1
    row.updated_at = work.now
    row.save()
    tell(row, work)
    return line_of(row)


def tell(row: Journey, work: Work) -> None:
    """Record the journey as it now is."""
    work.record(
        events.JourneyChanged(
            journey_id=row.id, version=row.version, title=row.name, state=row.state, live=row.live
        )
    )


def _check(draft: JourneyDraft, row: Journey | None, actor: Actor) -> None:
    """Refuse what is wrong; what stays as it was is not asked again."""
    wrong: dict[str, str] = {}
    if not 1 <= len(draft.name.strip()) <= 160:
        wrong["name"] = say("1 to 160 characters.")
    if len(draft.about) > 500:
        wrong["about"] = say("At most 500 characters.")
    if wrong:
        raise Invalid("The journey is wrong.", fields=wrong)
    for name, channel in (("email_account_id", "email"), ("sms_account_id", "sms")):
        wanted = getattr(draft, name)
        if wanted is None or (row is not None and getattr(row, name) == wanted):
            continue
        if not list_accounts(actor).filter(id=wanted, channel=channel).exists():
            raise Unknown(
                "There is no such connected address.", fields={name: say("There is no such address.")}
            )
    if row is None or row.owner_id != draft.owner_id:
        require_owners([draft.owner_id], actor=actor)
