"""Who reckons what messages cost; without anybody, they cost what their channels say."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from uuid import UUID

from django.urls import reverse

from rapport.collaborative.delivery.contracts import AccountState, Chargeable, Charging, Quote, Stopped
from rapport.collaborative.delivery.models import Delivery, Message
from rapport.collaborative.delivery.operations.channels import wake
from rapport.collaborative.delivery.operations.rows import Carriage
from rapport.kernel.identity.api import absolute
from rapport.kernel.work.api import Work

_CHARGING: list[Charging] = []
_ANY = "0" * 32


def register_charging(charging: Charging) -> None:
    """Bring whoever reckons costs (in `apps.ready()`); another replaces it."""
    _CHARGING[:] = [charging]


def reserve(rows: Sequence[Carriage], work: Work) -> Mapping[UUID, Stopped]:
    """Set money aside for deliveries about to be claimed; returns those there is none for."""
    return _CHARGING[0].reserve([_out(row) for row in rows], work.now) if _CHARGING and rows else {}


def price(rows: Sequence[tuple[Carriage, Quote]], work: Work) -> Mapping[UUID, Quote]:
    """Return what deliveries that left cost, where that is known better than by their channel."""
    if not _CHARGING or not rows:
        return {}
    return _CHARGING[0].price([_out(row, quote) for row, quote in rows], work.now)


def book_sent(rows: Sequence[Carriage], work: Work) -> None:
    """Write down what deliveries that left cost."""
    if _CHARGING and rows:
        quotes = [Quote(row.units, row.cost, row.currency) for row in rows]
        _CHARGING[0].book([_out(row, quote) for row, quote in zip(rows, quotes, strict=True)], work.now)


def book_received(rows: Sequence[tuple[AccountState, Message]], work: Work) -> None:
    """Write down what messages that came in cost."""
    if _CHARGING and rows:
        _CHARGING[0].book([_in(account, row) for account, row in rows], work.now)


def release(delivery_ids: Collection[UUID], work: Work) -> None:
    """Give the money back of deliveries that will never leave."""
    if _CHARGING and delivery_ids:
        _CHARGING[0].release(delivery_ids, work.now)


def resume_stopped(code: str, work: Work) -> int:
    """Have deliveries that wait for this reason be asked again at once; returns how many."""
    rows = Delivery.objects.filter(state="waiting", code=code)
    channels = list(rows.order_by("channel").values_list("channel", flat=True).distinct())
    resumed = rows.update(due_at=work.now)
    for channel in channels:
        wake(channel)
    return resumed


def address_to_leave(token: str) -> str:
    """Return where whoever got this delivery says that they want no more of its kind."""
    return absolute(_path_to_leave().replace(_ANY, token))


@cache
def _path_to_leave() -> str:
    """Where one leaves, by any token: finding the path anew costs each message more than its writing."""
    return reverse("delivery_leave", args=(_ANY,))


def _out(row: Carriage, quote: Quote | None = None) -> Chargeable:
    text = row.text
    return Chargeable(
        id=row.id,
        message_id=row.message_id,
        conversation_id=row.conversation_id,
        account_id=row.account_id,
        channel=row.channel,
        number=row.sender,
        address=row.address,
        direction="out",
        text=f"{text}\n{address_to_leave(row.token)}" if row.purpose else text,
        purpose=row.purpose,
        group_id=row.group_id,
        quote=quote,
    )


def _in(account: AccountState, row: Message) -> Chargeable:
    return Chargeable(
        id=row.id,
        message_id=row.id,
        conversation_id=row.conversation_id,
        account_id=account.id,
        channel=account.channel,
        number=account.address,
        address=row.sender,
        direction="in",
        text=row.text,
    )
