"""Writes of settings: checked against their declarations, all or none, with history and facts."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.kernel.errors import Conflict, Forbidden, Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.ids import new_id
from rapport.kernel.settings import queries, registry, rules
from rapport.kernel.settings.contracts import Setting, SettingStore
from rapport.kernel.settings.events import SettingChanged
from rapport.kernel.settings.models import SettingValue
from rapport.kernel.settings.values import allowed_values
from rapport.kernel.work.api import unit_of_work

_ENTER = """
insert into setting_value (id, key, member_id, value) values (%s, %s, %s, %s)
on conflict (tenant_id, key, member_id) do nothing
"""


def change_settings(values: Mapping[str, Any], *, actor: Actor) -> list[str]:
    """Keep new values, all or none; returns the keys that really changed.

    Raises `Missing` for an unknown key, `Forbidden` without the right to edit settings (one's own need none),
    `Invalid` naming each value that is refused, `Conflict` where other records hold the present value.
    """
    settings = {key: queries.get_declared(key) for key in values}
    _require(settings.values(), actor)
    ready = {key: rules.tidy(setting.type, values[key]) for key, setting in settings.items()}
    wrong = {key: reason for key, setting in settings.items() if (reason := _refuse(setting, ready[key]))}
    if wrong:
        raise Invalid("Some settings are not right yet.", fields=wrong)
    return _write({settings[key].key: (settings[key], value) for key, value in ready.items()}, actor)


def reset_setting(key: str, *, actor: Actor) -> None:
    """Go back to the default; raises as `change_settings` does, `Conflict` where there is no default."""
    setting = queries.get_declared(key)
    _require([setting], actor)
    if setting.store is not None:
        raise Conflict("This setting has no default.", code="no-default")
    _write({key: (setting, None)}, actor)


def _require(settings: Any, actor: Actor) -> None:
    for setting in settings:
        if setting.scope == "tenant":
            actor.require("edit", "settings")
        elif actor.member_id is None:
            raise Forbidden("Only a member has settings of their own.", code="no-member")


def _refuse(setting: Setting, value: Any) -> str:
    reason = rules.refuse(
        setting.type,
        value,
        allowed=allowed_values(setting),
        required=setting.required,
        longest=setting.longest,
        least=setting.least,
        most=setting.most,
    )
    return reason or (setting.check(value) if setting.check else "")


def _write(wanted: dict[str, tuple[Setting, Any]], actor: Actor) -> list[str]:
    with unit_of_work(actor) as work:
        before = {key: queries.value_of(setting, actor.member_id) for key, (setting, _) in wanted.items()}
        changed = {key: pair for key, pair in wanted.items() if before[key] != pair[1]}
        held = {
            key: reason
            for key, (setting, value) in changed.items()
            for guard in registry.guards_of(key)
            if (reason := guard(before[key], value))
        }
        if held:
            raise Conflict("Other records depend on the present value.", code="held", fields=held)
        _write_stores(changed, actor)
        for key, (setting, value) in changed.items():
            member = actor.member_id if setting.scope == "member" else None
            row = _keep(setting, member, before[key], value)
            work.record(SettingChanged(setting_id=row, key=key, value=value, member_id=member))
        queries.forget()
    return list(changed)


def _write_stores(changed: dict[str, tuple[Setting, Any]], actor: Actor) -> None:
    stored = [pair for pair in changed.values() if pair[0].store is not None]
    for _, pairs in groupby(sorted(stored, key=_store_id), key=_store_id):
        group = list(pairs)
        store: SettingStore | None = group[0][0].store
        if store is not None:
            store.write({setting.key: value for setting, value in group}, actor=actor)


def _store_id(pair: tuple[Setting, Any]) -> int:
    return id(pair[0].store)


def _keep(setting: Setting, member_id: UUID | None, before: Any, value: Any) -> UUID:
    """Keep a value; the row is entered first with what held until now, so that history tells of both."""
    kept = before if setting.store is not None else None
    entered = SettingValue(key=setting.key, member_id=member_id, value=kept)
    field = SettingValue._meta.get_field("value")
    with connection.cursor() as cursor:
        first = None if kept is None else field.get_db_prep_save(kept, connection)
        cursor.execute(_ENTER, [new_id(), entered.key, member_id, first])
    row = SettingValue.objects.select_for_update().get(key=setting.key, member_id=member_id)
    SettingValue.objects.filter(id=row.id).update(value=value)
    return row.id
