"""Trying: the same decisions as for customers, over what is typed; nothing is written, nobody is told."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts
from rapport.collaborative.logic.contracts.lines import ServiceLine, Trial
from rapport.collaborative.logic.contracts.looking import Asked, find_look_up
from rapport.collaborative.logic.operations.fitting import Fitting
from rapport.collaborative.logic.operations.telling import fill_answer, values_of
from rapport.collaborative.logic.queries.book import list_live, read_clock
from rapport.collaborative.logic.queries.traces import say_why
from rapport.collaborative.logic.rules.codes import read_sign
from rapport.collaborative.logic.rules.deciding import Decision, Form, Lately, decide
from rapport.collaborative.logic.rules.meeting import Book, Said, Service
from rapport.collaborative.mobile.api import read_wish
from rapport.customers.party.api import get_customer
from rapport.kernel.errors import Unknown, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import unit_of_work

MOST = 20
"""Lines of one trial."""


def try_out(
    texts: Sequence[str],
    *,
    edited: ServiceLine | None = None,
    account_id: UUID | None = None,
    customer_id: UUID | None = None,
    at: datetime | None = None,
    actor: Actor,
) -> list[Trial]:
    """Return what would be done about texts one customer sends one after the other, at a moment (UTC).

    `edited` is a service whose draft stands in the place of what of it is live. Raises `Forbidden`, `Unknown`
    (account), `Missing` (customer).
    """
    actor.require("view", "logic")
    channel = _channel(account_id, actor) if account_id else ""
    name = get_customer(customer_id, actor=actor).name if customer_id else ""
    with unit_of_work(actor) as work:
        book, clock = Book(_services(edited)), read_clock(at or work.now)
        fitting, most = Fitting([customer_id], actor), get_setting("logic.most_answers")
        form: Form | None = None
        before = list[tuple[str, str]]()
        trials = []
        for text in texts[:MOST]:
            meant = read_wish(text)
            bare, way = read_sign(text)
            said = Said(bare, channel, account_id, meant.wish if meant else "", way)
            lately = Lately(
                len(before),
                sum(asked == said.plain for asked, _said in before),
                echo=bool(said.plain) and any(said.plain == told for _asked, told in before),
            )
            decision = decide(
                said,
                book,
                clock,
                form=form,
                lately=lately,
                fits=partial(fitting.fits, customer_id=customer_id),
                most=most,
            )
            if decision.kind not in ("nothing", "held"):
                form = decision.form
            answer = _answer(decision, said, name, customer_id)
            if answer:
                before.append((said.plain, Said(answer).plain))
            trials.append(_trial(text, decision, answer))
        return trials


def _channel(account_id: UUID, actor: Actor) -> str:
    found = list_accounts(actor).filter(id=account_id).values_list("channel", flat=True).first()
    if found is None:
        raise Unknown("There is no such account.", fields={"account_id": say("There is no such account.")})
    return found


def _services(edited: ServiceLine | None) -> list[Service]:
    live = list_live()
    if edited is None:
        return live
    draft = Service(edited.id, edited.name, edited.position, 0, None, edited.draft)
    return [*(one for one in live if one.id != edited.id), draft]


def _answer(decision: Decision, said: Said, name: str, customer_id: UUID | None) -> str:
    if decision.kind in ("nothing", "held", "ended"):
        return ""
    found: dict[str, str] = {}
    lost, service = False, decision.service
    if service is not None and decision.acts and service.definition.then.look_up:
        look_up = find_look_up(service.definition.then.look_up)
        if look_up is not None and customer_id is None:
            found = dict(look_up.places)  # nobody in particular: as it would read
        elif look_up is not None:
            rest = " ".join([decision.rest, *decision.answers.values()]).strip()
            asked = Asked(customer_id, rest, said.number, said.language)
            (answer,) = look_up.find([asked])
            found, lost = dict(answer or {}), answer is None
    return fill_answer(decision, values_of(decision, said, name, found), lost=lost)


def _trial(text: str, decision: Decision, answer: str) -> Trial:
    service = decision.service
    return Trial(
        text,
        decision.kind,
        service.id if service else None,
        service.name if service else "",
        service.number if service else 0,
        say_why(*decision.why),
        answer,
        tuple(_effects(decision)),
    )


def _effects(decision: Decision) -> list[str]:
    """What else would be done, by codes pages have words for."""
    service = decision.service
    if service is None:
        return []
    then = service.definition.then
    done = {
        "register": decision.acts and then.registers,
        "agree": decision.acts and bool(then.purpose),
        "tag": decision.acts and bool(then.tag),
        "hand-over": decision.kind == "given-up" or (decision.acts and then.hand_over),
    }
    return [name for name, does in done.items() if does]
