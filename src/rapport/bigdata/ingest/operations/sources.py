"""Where events come from: add, change, shut, a new key, remove."""

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rapport.bigdata.ingest.contracts import SYSTEM, SourceKind, SourceLine
from rapport.bigdata.ingest.models import EventSource
from rapport.bigdata.ingest.queries import digest_key, get_source, line_of, require
from rapport.kernel.errors import Clash, Conflict, Invalid, Said, say
from rapport.kernel.identity.api import Actor
from rapport.kernel.origins import is_origin
from rapport.kernel.vault.api import lock_away, take_out
from rapport.kernel.work.api import unit_of_work

VAULT = "sources"
MOST, MOST_ORIGINS = 50, 50
PER_MINUTE, MOST_PER_MINUTE = 600_000, 6_000_000
CHECKED = ("name", "origins", "per_minute", "system")


def add_source(
    name: str,
    kind: SourceKind,
    *,
    actor: Actor,
    origins: Sequence[str] = (),
    per_minute: int = PER_MINUTE,
    system: str = SYSTEM,
) -> tuple[SourceLine, str]:
    """Have events taken from a new source; returns it with its key, shown this once for a server's.

    `origins` are the sites whose pages may send (`https://shop.example`); none means any. `system` is whose
    numbers of customers `user` holds. Raises `Invalid`, `Forbidden`, `Conflict` past fifty.
    """
    require(actor, "create")
    values = _check(name=name, origins=origins, per_minute=per_minute, system=system)
    key = _new_key(kind)
    with unit_of_work(actor) as work:
        if EventSource.objects.count() >= MOST:
            raise Conflict("There are as many sources as there can be.", code="too-many-sources")
        row = EventSource.objects.create(
            **values,
            **_kept(key, kind),
            kind=kind,
            secret=lock_away(secrets.token_urlsafe(32), VAULT),
            created_at=work.now,
        )
    return line_of(row), key


def change_source(source_id: UUID, values: dict[str, Any], *, actor: Actor) -> SourceLine:
    """Rename, name its sites, say how many events a minute and whose numbers it sends, shut or open.

    Raises `Missing`, `Forbidden`, `Invalid`. What `active` false shut is refused within ten seconds.
    """
    checked: dict[str, Any] = _check(**{name: values.get(name) for name in CHECKED})
    if values.get("active") is not None:
        checked["active"] = values["active"]
    with unit_of_work(actor):
        row = get_source(source_id, actor=actor, verb="edit", lock=True)
        for name, value in checked.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*checked, "version"])
    return line_of(row)


def change_key(source_id: UUID, *, actor: Actor) -> str:
    """Give a source a new key and return it; the former one is refused within ten seconds."""
    with unit_of_work(actor):
        row = get_source(source_id, actor=actor, verb="edit", lock=True)
        key = _new_key(row.kind)
        kept = _kept(key, row.kind)
        for name, value in kept.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*kept, "version"])
    return key


def show_secret(source_id: UUID, *, actor: Actor) -> str:
    """Return the secret by which the shop's server signs who a visitor is, for who may change the source."""
    with unit_of_work(actor):
        return take_out(get_source(source_id, actor=actor, verb="edit").secret, VAULT)


def remove_source(source_id: UUID, *, actor: Actor) -> None:
    """Forget a source and what was kept apart of it; its events stay. Raises `Clash` while it is open."""
    with unit_of_work(actor):
        row = get_source(source_id, actor=actor, verb="delete", lock=True)
        if row.active:
            raise Clash("Shut it first: what still comes would be refused.", code="still-open")
        row.delete()


def _new_key(kind: str) -> str:
    return f"{'rp' if kind == 'site' else 'rs'}_{secrets.token_urlsafe(24)}"


def _kept(key: str, kind: str) -> dict[str, Any]:
    return {"digest": digest_key(key), "hint": key[-4:], "key": key if kind == "site" else ""}


def _check(
    *, name: str | None, origins: Sequence[str] | None, per_minute: int | None, system: str | None
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    wrong: dict[str, Said] = {}
    if name is not None:
        values["name"] = name.replace("\0", "").strip()
        if not 1 <= len(values["name"]) <= 120:
            wrong["name"] = say("1 to 120 characters.")
    if origins is not None:
        values["origins"] = sorted({one.strip().rstrip("/").lower() for one in origins if one.strip()})
        strange = next((one for one in values["origins"] if not is_origin(one)), None)
        if strange is not None:
            wrong["origins"] = say(
                "“%(site)s” is not a site such as https://shop.example.", site=strange[:80]
            )
        elif len(values["origins"]) > MOST_ORIGINS:
            wrong["origins"] = say("At most %(most)s.", most=MOST_ORIGINS)
    if per_minute is not None:
        values["per_minute"] = per_minute
        if not 1 <= per_minute <= MOST_PER_MINUTE:
            wrong["per_minute"] = say("1 to %(most)s.", most=MOST_PER_MINUTE)
    if system is not None:
        values["system"] = system.replace("\0", "").strip()
        if not 1 <= len(values["system"]) <= 60:
            wrong["system"] = say("1 to 60 characters.")
    if wrong:
        raise Invalid("The source is wrong.", fields=wrong)
    return values
