"""Reading the head of a letter, whatever was written into it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

_ID = re.compile(r"<[^<>\s]{1,390}>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")


def text_of(letter: Message, name: str, most: int = 998) -> str:
    """Return a header decoded and on one line; what cannot be decoded stays as it stands."""
    raw = letter.get(name)
    if raw is None:
        return ""
    try:
        decoded = str(make_header(decode_header(str(raw))))
    except (ValueError, LookupError, UnicodeError, TypeError):
        decoded = str(raw)
    readable = decoded.encode("utf-8", "replace").decode("utf-8")
    return " ".join(_CONTROL.sub(" ", readable).split())[:most]


def addresses_of(letter: Message, *names: str) -> list[tuple[str, str]]:
    """Return (name, address) of everybody in these headers, addresses in lower case."""
    fields = [text_of(letter, name, 20_000) for name in names]
    try:
        found = getaddresses([one for one in fields if one])
    except (ValueError, IndexError):
        found = []
    kept = ((name.strip(), address.strip().lower()) for name, address in found)
    return [(name, address) for name, address in kept if _ADDRESS.fullmatch(address)]


def sender_of(letter: Message, envelope: str = "") -> tuple[str, str]:
    """Return (name, address) of who wrote: From, else Sender, else the envelope, else `unknown@invalid`."""
    for name in ("From", "Sender"):
        if found := addresses_of(letter, name):
            return found[0]
    address = parseaddr(envelope)[1].lower()
    return ("", address) if _ADDRESS.fullmatch(address) else ("", "unknown@invalid")


def ids_of(letter: Message, *names: str) -> list[str]:
    """Return the message ids in these headers, in their order."""
    return [found for name in names for found in _ID.findall(text_of(letter, name, 20_000))]


def references_of(letter: Message) -> tuple[str, ...]:
    """Return what a letter answers, the nearest first."""
    chain = ids_of(letter, "References")
    return tuple(dict.fromkeys([*ids_of(letter, "In-Reply-To"), *reversed(chain)]))


def moment_of(letter: Message, received: datetime) -> datetime:
    """Return when a letter says it was written (UTC), or when it came where it says nothing sensible."""
    try:
        moment = parsedate_to_datetime(text_of(letter, "Date"))
    except (ValueError, TypeError, OverflowError, IndexError):
        return received
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return received
    return moment if 1990 <= moment.year <= received.year + 1 else received


def is_automatic(letter: Message, envelope: str | None = None) -> bool:
    """Tell whether no person wrote it (RFC 3834, lists, bulk, bounces): nobody answers it by machine."""
    said = text_of(letter, "Auto-Submitted").lower()
    if said and not said.startswith("no"):
        return True
    if text_of(letter, "Precedence").lower() in ("bulk", "list", "junk", "auto_reply"):
        return True
    if any(letter.get(name) is not None for name in _MACHINES) or envelope in ("", "<>"):
        return True
    if text_of(letter, "Return-Path") == "<>":
        return True
    local = sender_of(letter)[1].partition("@")[0]
    return local in _ROBOTS or letter.get_content_type() == "multipart/report"


_MACHINES = (
    "List-Id",
    "List-Unsubscribe",
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Response-Suppress",
    "Feedback-ID",
)
_ROBOTS = frozenset(
    {"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce"}
)


def plus_tags(addresses: Iterable[str]) -> list[str]:
    """Return what stands behind the + of addresses."""
    return [tag for address in addresses if (tag := address.partition("@")[0].partition("+")[2])]
