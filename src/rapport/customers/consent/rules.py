"""May we? Decided from the ledger and the party's wishes alone."""

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from rapport.customers.consent.contracts import (
    CHANNELS,
    WAYS,
    ConsentDraft,
    ConsentLine,
    Permission,
    PreferenceState,
)
from rapport.kernel.errors import Invalid, say
from rapport.kernel.zones import known_zones

ORIGINS = ("own", "purchased", "rented", "self")
_PURPOSE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_ANY_ZONE = "UTC"


def present_state(ledger: Iterable[ConsentLine]) -> dict[tuple[str, str, str], ConsentLine]:
    """Return the last statement for each (purpose, channel, contact); of two at one moment the later row."""
    last: dict[tuple[str, str, str], ConsentLine] = {}
    for line in sorted(ledger, key=lambda line: (line.at, line.id)):
        last[line.purpose, line.channel, line.contact] = line
    return last


def decide(
    ledger: Iterable[ConsentLine],
    wishes: PreferenceState,
    *,
    purpose: str,
    channel: str,
    at: datetime,
    contact: str = "",
    zone: str = "",
) -> Permission:
    """Tell whether a party may be contacted at a moment (UTC) for a purpose on a channel.

    Without a statement the answer is no. A statement about one address beats an older one about the whole
    channel, and the other way round: the latest that covers the address counts. `zone` is the party's.
    """
    covering = [
        line
        for line in present_state(ledger).values()
        if (line.purpose, line.channel) == (purpose, channel) and line.contact in ("", contact)
    ]
    last = max(covering, key=lambda line: (line.at, line.id), default=None)
    return permit(last.given if last else None, wishes, at=at, zone=zone)


def permit(given: bool | None, wishes: PreferenceState, *, at: datetime, zone: str = "") -> Permission:
    """Tell the same by the last statement that covers the address: given, withdrawn, or none."""
    if wishes.do_not_contact:
        return Permission(False, "do-not-contact")
    if given is None:
        return Permission(False, "no-consent")
    if not given:
        return Permission(False, "withdrawn")
    if is_quiet(wishes, at=at, zone=zone):
        return Permission(False, "quiet-hours")
    return Permission(True, "allowed")


def is_quiet(wishes: PreferenceState, *, at: datetime, zone: str = "") -> bool:
    """Tell whether a moment lies in the quiet hours, which may run over midnight; from is in, to is out."""
    if wishes.quiet_from is None or wishes.quiet_to is None or wishes.quiet_from == wishes.quiet_to:
        return False
    name = next((one for one in (wishes.zone, zone) if one in known_zones()), _ANY_ZONE)
    local = at.astimezone(ZoneInfo(name)).time()
    if wishes.quiet_from < wishes.quiet_to:
        return wishes.quiet_from <= local < wishes.quiet_to
    return local >= wishes.quiet_from or local < wishes.quiet_to


def check_statement(draft: ConsentDraft, *, now: datetime) -> ConsentDraft:
    """Return the draft when it can stand in the ledger; raises `Invalid` naming what is wrong."""
    wrong: dict[str, str] = {}
    if not _PURPOSE.fullmatch(draft.purpose):
        wrong["purpose"] = say("A purpose is a short word like newsletter.")
    if draft.channel not in CHANNELS:
        wrong["channel"] = say("One of %(known)s.", known=", ".join(CHANNELS))
    if draft.origin not in ORIGINS:
        wrong["origin"] = say("One of %(known)s.", known=", ".join(ORIGINS))
    if draft.way and draft.way not in WAYS:
        wrong["way"] = say("One of %(known)s.", known=", ".join(WAYS))
    if draft.at is not None and (draft.at.tzinfo is None or draft.at > now):
        wrong["at"] = say("A statement cannot lie in the future.")
    if len(draft.proof) > 10_000 or len(draft.source) > 120 or len(draft.contact) > 320:
        wrong["proof"] = say("Too long.")
    if wrong:
        raise Invalid("The statement is wrong.", fields=wrong)
    return draft


def check_wishes(wishes: PreferenceState) -> PreferenceState:
    """Return the wishes when they can be kept; raises `Invalid`."""
    wrong: dict[str, str] = {}
    if wishes.preferred_channel and wishes.preferred_channel not in CHANNELS:
        wrong["preferred_channel"] = say("One of %(known)s.", known=", ".join(CHANNELS))
    if wishes.zone and wishes.zone not in known_zones():
        wrong["zone"] = say("Not a time zone like Europe/Berlin.")
    if (wishes.quiet_from is None) != (wishes.quiet_to is None):
        wrong["quiet_to"] = say("Quiet hours need a beginning and an end.")
    if wrong:
        raise Invalid("The wishes are wrong.", fields=wrong)
    return wishes
