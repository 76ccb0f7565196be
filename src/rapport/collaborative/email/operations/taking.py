"""A letter that came, by whichever way: a bounce moves its delivery, anything else is a message."""

from collections.abc import Iterable

from django.utils import timezone

from rapport.collaborative.delivery.contracts import AccountState, Sink
from rapport.collaborative.email.rules.bounces import read_bounce
from rapport.collaborative.email.rules.reading import parse, read_letter


async def take_letter(
    account: AccountState,
    raw: bytes,
    sink: Sink,
    *,
    envelope: str | None = None,
    recipients: Iterable[str] = (),
) -> None:
    """Commit a letter; only then may the other side hear that it was received."""
    received = timezone.now()
    bounce = read_bounce(parse(raw), received=received, recipients=recipients)
    if bounce is not None and await sink.report(account, bounce):
        return
    await sink.take(account, read_letter(raw, received=received, envelope=envelope))
