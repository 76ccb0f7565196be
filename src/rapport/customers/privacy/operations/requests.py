"""The book of requests: recorded, moved on by rules, reminded of, answered by doing what was asked."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from rapport.customers.consent.api import stop_contact
from rapport.customers.party.api import resolve_customer
from rapport.customers.privacy.contracts import RequestDraft, RequestLine
from rapport.customers.privacy.models import DataRequest, RequestStep
from rapport.customers.privacy.operations.erasing import erase_customer
from rapport.customers.privacy.queries import (
    find_today,
    get_request_for_update,
    line_of,
    list_due,
    read_law,
)
from rapport.customers.privacy.rules import (
    MAKES_ARCHIVE,
    MOVES,
    SILENCES,
    decide_move,
    find_due,
    find_extended,
)
from rapport.kernel.errors import Clash, Conflict, Invalid
from rapport.kernel.identity.api import Actor, list_holders
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work

DUE = "request.due"
HOWS = ("address", "document", "signed_in", "asked_back", "in_person")
"""How an identity was checked."""
NEEDS_WORDS = ("extend", "refuse")
"""Moves that say why."""


def record_request(draft: RequestDraft, *, actor: Actor) -> RequestLine:
    """Write down what a person asks for; the law of the business sets the last day.

    Raises `Missing`, `Invalid` for an unknown kind or way and for a day to come.
    """
    actor.require("create", "request")
    with unit_of_work(actor) as work:
        party = resolve_customer(draft.party_id, actor=actor)
        if draft.kind not in DataRequest.Kind.values or draft.channel not in DataRequest.Channel.values:
            raise Invalid("There is no such kind of request.")
        if draft.received_on > find_today(work.now):
            raise Invalid("A request cannot have come on a day that is still to come.", code="future")
        row = DataRequest.objects.create(
            party_id=party,
            kind=draft.kind,
            channel=draft.channel,
            details=draft.details.strip(),
            received_on=draft.received_on,
            due_on=find_due(draft.received_on, read_law()),
        )
        note_step(row, "received", work)
        return line_of(row)


def move_request(
    request_id: UUID, move: str, *, actor: Actor, how: str = "", note: str = "", version: int | None = None
) -> RequestLine:
    """Check the identity of who asks, put the answer off, answer, refuse or withdraw a request.

    `identify` says how (`HOWS`), `extend` and `refuse` say why. `answer` does what was asked: it erases, has
    the person written to no more, or needs the archive to be there. Raises `Missing`, `Invalid`, `Forbidden`,
    `Conflict` where the state does not allow it or somebody changed it meanwhile.
    """
    if move not in MOVES:
        raise Invalid("There is no such move.")
    if move == "identify" and how not in HOWS:
        raise Clash("Say how the identity was checked.", code="how")
    if move in NEEDS_WORDS and not note.strip():
        raise Clash("Say why.", code="why")
    with unit_of_work(actor) as work:
        row = get_request_for_update(request_id, actor=actor)
        if version is not None and row.version != version:
            raise Conflict("Somebody changed this request meanwhile.", code="stale")
        state = decide_move(row.state, move)
        if state is None:
            raise Clash("The state of the request does not allow this.", code="state")
        if move == "extend":
            _extend(row)
        if move == "answer":
            _ANSWERS.get(row.kind, _leave)(row, actor)
        row.state = state
        note_step(row, move, work, how=how if move == "identify" else "", note=note)
        return line_of(row)


def note_step(row: DataRequest, what: str, work: Work, *, how: str = "", note: str = "") -> None:
    """Keep what was done about a request, and the request as it is now."""
    actor = work.actor
    RequestStep.objects.create(
        request=row, what=what, how=how, note=note.strip(), at=work.now, by_id=actor.id, by_name=actor.name
    )
    row.version += 1
    row.save()


def remind(*, actor: Actor) -> int:
    """Tell who works on requests of those whose last day is near, once; and once more when it is over."""
    with unit_of_work(actor) as work:
        today = find_today(work.now)
        rows = list(list_due(today + timedelta(days=int(get_setting("privacy.remind_days")))))
        members = list_holders("edit", "request")
        drafts = [
            NoticeDraft(
                kind=DUE,
                member_id=member,
                subject_id=row.id,
                key=f"{row.id}:{row.due_on}:{row.due_on < today}",
                values={"late": row.due_on < today},
            )
            for row in rows
            for member in members
        ]
        return tell(drafts, now=work.now)


def _extend(row: DataRequest) -> None:
    later = None if row.extended else find_extended(row.due_on, read_law())
    if later is None:
        raise Clash("The law knows no later day for this request.", code="no-extension")
    row.due_on, row.extended = later, True


def _require_archive(row: DataRequest, actor: Actor) -> None:
    if row.archive_id is None:
        raise Clash("Prepare the archive first.", code="no-archive")


def _erase(row: DataRequest, actor: Actor) -> None:
    erase_customer(row.party_id, actor=actor)
    row.details = ""


def _silence(row: DataRequest, actor: Actor) -> None:
    stop_contact(row.party_id, actor=actor)


def _leave(row: DataRequest, actor: Actor) -> None:
    """What was asked is done by hand, on the customer's page."""


_ANSWERS: dict[str, Callable[[DataRequest, Actor], None]] = {
    **dict.fromkeys(MAKES_ARCHIVE, _require_archive),
    **dict.fromkeys(SILENCES, _silence),
    "erasure": _erase,
}
