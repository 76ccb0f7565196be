"""Messages heard: weighed against the live services, answered, traced, in the transaction that keeps them.

A message is in hand once, so it is answered once at most: where the process dies, neither message nor
answer is there, and whoever handed it over does so again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from rapport.collaborative.delivery.api import answer_many, find_attended
from rapport.collaborative.delivery.contracts import Heard, RuleAnswer
from rapport.collaborative.logic.contracts.service import Definition
from rapport.collaborative.logic.models import LogicForm, LogicTrace
from rapport.collaborative.logic.operations.acting import act
from rapport.collaborative.logic.operations.fitting import Fitting
from rapport.collaborative.logic.operations.telling import Settled, tell
from rapport.collaborative.logic.queries.book import load_book, read_clock, service_of
from rapport.collaborative.logic.queries.traces import load_lately
from rapport.collaborative.logic.rules.codes import read_sign
from rapport.collaborative.logic.rules.deciding import Form, Lately, decide
from rapport.collaborative.logic.rules.meeting import Book, Clock, Said
from rapport.collaborative.mobile.api import read_wish
from rapport.kernel.identity.api import system_actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work, unit_of_work

Place = tuple[UUID, str]
"""An account and who writes to it."""
PERSON = timedelta(hours=12)
"""How long a talk is with a person after a member wrote in it."""
KEPT = 200


def hear(messages: Sequence[Heard], dealt: Collection[UUID]) -> None:
    """Answer what services answer; `dealt` are messages their channel did something about already."""
    with unit_of_work(system_actor(messages[0].account.tenant_id)) as work:
        book = load_book(work.actor.tenant_id)
        forms = _load_forms(messages)
        if not book.services and not forms:
            return
        clock = read_clock(work.now)
        read = [(one, _read(one)) for one in messages]
        meant = [
            (one, said)
            for one, said in read
            if _place(one) in forms or (one.message_id not in dealt and book.list_hits(said, clock))
        ]
        # What its channel answered is let be; a form waits on, unless they want no more.
        open_to = [(one, said) for one, said in meant if one.message_id not in dealt or said.wish == "stop"]
        if open_to and (settled := _decide(open_to, book, clock, forms, work)):
            _write(tell(settled), forms, work)


def _read(heard: Heard) -> Said:
    meant = read_wish(heard.text)
    text, way = read_sign(heard.text)
    return Said(text, heard.account.channel, heard.account.id, meant.wish if meant else "", way)


def _place(heard: Heard) -> Place:
    return heard.account.id, heard.sender


def _load_forms(messages: Sequence[Heard]) -> dict[Place, LogicForm]:
    """Where the senders stand; one after the other for each, since their messages are taken in so."""
    rows = LogicForm.objects.filter(
        account_id__in={one.account.id for one in messages}, sender__in={one.sender for one in messages}
    )
    return {(row.account_id, row.sender): row for row in rows.select_related("version__service")}


def _decide(
    meant: Sequence[tuple[Heard, Said]],
    book: Book,
    clock: Clock,
    rows: Mapping[Place, LogicForm],
    work: Work,
) -> list[Settled]:
    places = {_place(one) for one, _said in meant}
    since = work.now - timedelta(minutes=get_setting("logic.window_minutes"))
    before = load_lately(places, since)
    attended = find_attended({one.conversation_id for one, _said in meant}, since=work.now - PERSON)
    fitting = Fitting([one.customer_id for one, _said in meant], work.actor)
    most = get_setting("logic.most_answers")
    forms = {place: _form_of(row, work) for place, row in rows.items()}
    settled = []
    for one, said in meant:
        place = _place(one)
        decision = decide(
            said,
            book,
            clock,
            form=forms.get(place),
            lately=_lately(said, before.get(place, ()), person=one.conversation_id in attended),
            fits=partial(fitting.fits, customer_id=one.customer_id),
            most=most,
        )
        if decision.kind == "nothing":
            continue
        if decision.kind != "held":
            forms[place] = decision.form
            before.setdefault(place, []).append((said.plain[:KEPT], ""))
        settled.append(Settled(one, said, decision))
    return settled


def _form_of(row: LogicForm, work: Work) -> Form | None:
    """Where a sender stands, none where they took too long."""
    if row.due_at <= work.now:
        return None
    return Form(service_of(row.version), row.step, row.answers, row.wrong, row.rest, row.way)


def _lately(said: Said, before: Sequence[tuple[str, str]], *, person: bool) -> Lately:
    plain = said.plain[:KEPT]
    return Lately(
        answers=len(before),
        same=sum(asked == plain for asked, _said in before),
        echo=bool(plain) and any(plain == told for _asked, told in before),
        person=person,
    )


def _write(settled: Sequence[Settled], rows: Mapping[Place, LogicForm], work: Work) -> None:
    """Keep answers, forms, traces, and do what services do beside."""
    written = answer_many([_answer(one) for one in settled], work)
    _keep_forms(settled, rows, work)
    LogicTrace.objects.bulk_create(
        _trace(one, answer, work) for one, answer in zip(settled, written, strict=True)
    )
    act([(one.heard, one.decision) for one in settled if one.decision.acts], work)


def _answer(one: Settled) -> RuleAnswer:
    decision = one.decision
    definition = decision.service.definition if decision.service else Definition()
    then, acts = definition.then, decision.acts
    handed = (acts and then.hand_over) or decision.kind == "given-up"
    return RuleAnswer(
        one.heard.conversation_id,
        one.text,
        waits=handed,
        tags=(then.tag,) if acts and then.tag else (),
        team_id=then.team_id if handed else None,
    )


def _keep_forms(settled: Sequence[Settled], rows: Mapping[Place, LogicForm], work: Work) -> None:
    """Write where each sender stands after the last of their messages."""
    after = {_place(one.heard): one for one in settled if one.decision.kind != "held"}
    gone = [rows[place].id for place in after if place in rows]
    if gone:
        LogicForm.objects.filter(id__in=gone).delete()
    fresh = [
        _form_row(place, one, rows.get(place), work)
        for place, one in after.items()
        if one.decision.form is not None
    ]
    LogicForm.objects.bulk_create(fresh)


def _form_row(place: Place, one: Settled, before: LogicForm | None, work: Work) -> LogicForm:
    form = one.decision.form
    if form is None or form.service.version_id is None:
        raise ValueError("Only a version that is live has people in its form.")
    same = before is not None and before.version_id == form.service.version_id
    return LogicForm(
        account_id=place[0],
        sender=place[1],
        conversation_id=one.heard.conversation_id,
        version_id=form.service.version_id,
        step=form.step,
        answers=dict(form.answers),
        wrong=form.wrong,
        rest=form.rest[:400],
        way=form.way,
        due_at=work.now + timedelta(minutes=form.service.definition.then.minutes),
        began_at=before.began_at if before is not None and same else work.now,
    )


def _trace(one: Settled, answer_id: UUID | None, work: Work) -> LogicTrace:
    decision, heard = one.decision, one.heard
    code, detail = decision.why
    return LogicTrace(
        message_id=heard.message_id,
        conversation_id=heard.conversation_id,
        account_id=heard.account.id,
        channel=heard.account.channel,
        sender=heard.sender,
        plain=one.said.plain[:KEPT],
        said=" ".join(Said(one.text).plain.split())[:KEPT],
        service_id=decision.service.id if decision.service else None,
        number=decision.service.number if decision.service else 0,
        kind=decision.kind,
        why=code,
        detail=detail[:200],
        answer_id=answer_id,
        at=work.now,
    )
