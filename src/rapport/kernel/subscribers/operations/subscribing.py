"""Who is told: add, change, shut, a new secret, remove."""

import base64
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from rapport.kernel.errors import Clash, Conflict, Invalid, Said, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.subscribers.contracts import SubscriberInfo
from rapport.kernel.subscribers.models import Subscriber, SubscriberHealth
from rapport.kernel.subscribers.operations.sending import ask_to_send
from rapport.kernel.subscribers.queries import get_subscriber, info_of, list_names, require
from rapport.kernel.subscribers.rules import FORMER_HOLDS, SECRET_BYTES, find_fault, topics_of
from rapport.kernel.vault.api import lock_away
from rapport.kernel.work.api import unit_of_work

MOST = 50
VAULT = "subscribers"


def add_subscriber(name: str, url: str, facts: Sequence[str], *, actor: Actor) -> tuple[SubscriberInfo, str]:
    """Have an address told facts from now on; returns it with its secret, shown this once only.

    Facts of the whole business go out, so the right must reach all of it. Raises `Invalid`, `Forbidden`,
    `Conflict` past fifty.
    """
    require(actor, "create")
    values = _check(name=name, url=url, facts=facts)
    secret = _new_secret()
    with unit_of_work(actor) as work:
        if Subscriber.objects.count() >= MOST:
            raise Conflict("There are as many subscribers as there can be.", code="too-many-subscribers")
        row = Subscriber.objects.create(
            **values, secret=lock_away(secret, VAULT), since=work.now, created_at=work.now
        )
        SubscriberHealth.objects.create(subscriber=row)
        return info_of(row), secret


def change_subscriber(
    subscriber_id: UUID,
    *,
    actor: Actor,
    name: str | None = None,
    url: str | None = None,
    facts: Sequence[str] | None = None,
    active: bool | None = None,
) -> SubscriberInfo:
    """Rename, move, tell other facts, shut or open again; raises `Missing`, `Forbidden`, `Invalid`.

    What waits stays while a subscriber is shut and goes out once it is open; facts of the time between
    are not told. Opening forgets past failures.
    """
    values: dict[str, Any] = _check(name=name, url=url, facts=facts)
    with unit_of_work(actor) as work:
        row = get_subscriber(subscriber_id, actor=actor, verb="edit", lock=True)
        opened = active is True and not row.active
        if active is not None:
            values |= {"active": active, "ended": ""}
        if opened:
            values["since"] = work.now
        if values:
            Subscriber.objects.filter(id=subscriber_id).update(**values)
        if opened or "url" in values:
            SubscriberHealth.objects.filter(subscriber_id=subscriber_id).update(
                failures=0, failing_since=None, resting_until=None
            )
            ask_to_send(subscriber_id, actor=actor)
        return info_of(get_subscriber(subscriber_id, actor=actor, verb="edit"))


def change_secret(subscriber_id: UUID, *, actor: Actor) -> str:
    """Give a subscriber a new secret and return it; for a day both sign, so that none is missed."""
    secret = _new_secret()
    with unit_of_work(actor) as work:
        row = get_subscriber(subscriber_id, actor=actor, verb="edit", lock=True)
        Subscriber.objects.filter(id=row.id).update(
            secret=lock_away(secret, VAULT), former_secret=row.secret, former_until=work.now + FORMER_HOLDS
        )
    return secret


def remove_subscriber(subscriber_id: UUID, *, actor: Actor) -> None:
    """Forget an address and what it was told; raises `Missing`, and `Clash` while it is open."""
    with unit_of_work(actor):
        row = get_subscriber(subscriber_id, actor=actor, verb="delete", lock=True)
        if row.active:
            raise Clash("Shut it first: what waits would be lost.", code="still-open")
        row.delete()


def _new_secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def _check(*, name: str | None, url: str | None, facts: Sequence[str] | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    wrong: dict[str, Said] = {}
    if name is not None:
        values["name"] = name.replace("\0", "").strip()
        if not 1 <= len(values["name"]) <= 120:
            wrong["name"] = say("1 to 120 characters.")
    if url is not None:
        values["url"] = url.strip()
        fault = find_fault(values["url"], settings.CALLS_INSIDE)
        if len(values["url"]) > 2000:
            fault = say("At most %(most)s characters.", most=2000)
        if fault:
            wrong["url"] = fault
    if facts is not None:
        values["facts"] = sorted(set(facts))
        known = list_names()
        strange = next((fact for fact in values["facts"] if fact not in {*known, *topics_of(known)}), None)
        if strange is not None:
            wrong["facts"] = say("There is no fact “%(name)s”.", name=strange[:120])
        elif not values["facts"]:
            wrong["facts"] = say("Choose at least one.")
    if wrong:
        # An address in the house and the names of facts stand outside of what a description can say.
        refusal = Clash if wrong.keys() & {"url", "facts"} else Invalid
        raise refusal("The subscriber is wrong.", fields=wrong)
    return values
