"""What came over a link: a receipt moves its delivery, a part waits for the others, the rest is a message."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rapport.collaborative.delivery.api import take_in
from rapport.collaborative.delivery.contracts import AccountState, Inbound
from rapport.collaborative.mobile.contracts import LinkState
from rapport.collaborative.mobile.models import SmsFragment
from rapport.collaborative.mobile.operations import numbers
from rapport.collaborative.mobile.rules import alphabets, segments
from rapport.collaborative.mobile.rules.pdu import ShortMessage
from rapport.collaborative.mobile.rules.segments import Part
from rapport.collaborative.mobile.rules.settings import read_settings
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import unit_of_work

HELD = timedelta(minutes=15)
"""How long a part waits for the others, and how long it is remembered after."""
MISSING = "Parts of it are missing."
NO_TEXT = "It holds no text."


def name_of(link: LinkState, external_id: str) -> str:
    """Return the id of a message as no other message centre gives it."""
    return f"{link.id.hex[:12]}:{external_id}"


def read_message(
    account: AccountState, link: LinkState, message: ShortMessage, *, bound_at: datetime, sequence: str
) -> tuple[Inbound, Part | None]:
    """Return a message as it is kept, and which part of a longer one it is.

    Message centres give what they hand over no id, and hand it over once more if our answer was lost: so one
    like another is that one where the link broke between them.
    """
    country = read_settings(account.settings).country
    content, part = segments.open_message(message)
    sender = numbers.number_of(message.source, country)
    said = f"{sender} {message.destination.number} {message.coding} {message.kind} ".encode()
    digest = hashlib.sha256(said + message.content).hexdigest()[:32]
    binary = alphabets.is_binary(message.coding)
    text = "" if binary else alphabets.decode(content, message.coding, link.alphabet)
    inbound = Inbound(
        external_id=f"{digest}:{bound_at.timestamp():.3f}:{sequence}",
        sender=sender,
        at=timezone.now(),
        text=text,
        twin=(f"{digest}:", bound_at),
        automatic=not sender.startswith("+"),
        flaw=NO_TEXT if binary else "",
        raw=message.content if binary else b"",
    )
    return inbound, part


def take_part(account: AccountState, link: LinkState, sender: str, part: Part) -> None:
    """Keep a part; with the last one the message is kept as well, in the same transaction."""
    key = {
        **{"account_id": account.id, "sender": sender},
        **{"reference": part.reference, "total": part.total},
    }
    with unit_of_work(system_actor(account.tenant_id)) as work:
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"parts {account.id} {sender}"],
            )
        kept = {one.position: one for one in SmsFragment.objects.filter(**key)}
        same = kept.get(part.position)
        if same is not None and bytes(same.content) == part.content:
            return
        if same is not None:  # another message under the same reference
            _close(account, link, list(kept.values()))
            SmsFragment.objects.filter(**key).delete()
            kept = {}
        kept[part.position] = SmsFragment.objects.create(
            **key, position=part.position, coding=part.coding, content=part.content, at=work.now
        )
        if len(kept) == part.total:
            _close(account, link, list(kept.values()))


def close_overdue(accounts: Sequence[AccountState], links: dict[UUID, LinkState]) -> int:
    """Keep what came of messages whose other parts did not, and forget parts of those kept; says how many.

    For the channel's process, now and then.
    """
    closed = 0
    for account in accounts:
        link = next((links[one] for one in read_settings(account.settings).links if one in links), None)
        if link is None:
            continue
        with unit_of_work(system_actor(account.tenant_id)) as work:
            old = SmsFragment.objects.filter(account_id=account.id, at__lt=work.now - HELD)
            groups: dict[tuple[str, int, int], list[SmsFragment]] = {}
            for one in old.order_by("id"):
                groups.setdefault((one.sender, one.reference, one.total), []).append(one)
            for rows in groups.values():
                closed += _close(account, link, rows)
            old.delete()
    return closed


def _close(account: AccountState, link: LinkState, rows: Sequence[SmsFragment]) -> bool:
    """Keep a message of the parts there are."""
    waiting = [one for one in rows if not one.done]
    if not waiting:
        return False
    first = waiting[0]
    content, whole = segments.join({one.position: bytes(one.content) for one in waiting}, first.total)
    take_in(
        account,
        Inbound(
            external_id=f"parts:{first.id.hex}",
            sender=first.sender,
            at=min(one.at for one in waiting),
            text=alphabets.decode(content, first.coding, link.alphabet),
            automatic=not first.sender.startswith("+"),
            flaw="" if whole else MISSING,
        ),
    )
    SmsFragment.objects.filter(id__in=[one.id for one in waiting]).update(done=True)
    return True
