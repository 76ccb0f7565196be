"""Reads of settings: one statement a transaction, then from its memory."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings import registry
from rapport.kernel.settings.contracts import Setting, SettingChange, SettingGroup, SettingLine
from rapport.kernel.settings.models import SettingValue
from rapport.kernel.tenancy.api import current_memo

_MEMO = "settings"


def get_setting(key: str, *, member_id: UUID | None = None) -> Any:
    """Return the present value of a setting of the running transaction's business, or of a member.

    One statement for all settings, once in a transaction. Raises `Missing` for a key nobody declared.
    """
    return value_of(get_declared(key), member_id)


def get_declared(key: str) -> Setting:
    """Return a declaration; raises `Missing`."""
    setting = registry.find_setting(key)
    if setting is None:
        raise Missing("There is no setting “%(key)s”.", values={"key": key[:80]})
    return setting


def value_of(setting: Setting, member_id: UUID | None = None) -> Any:
    """Return the present value: of its store, chosen, or the default."""
    if setting.store is not None:
        return read_store(setting)[setting.key]
    kept = chosen(member_id if setting.scope == "member" else None).get(setting.key)
    return setting.default if kept is None else kept


def read_store(setting: Setting) -> Mapping[str, Any]:
    """Return all values of the store a setting lives in, read once in a transaction."""
    memo: dict[Any, Any] = current_memo().setdefault(_MEMO, {})
    if setting.store not in memo:
        memo[setting.store] = setting.store.read() if setting.store else {}
    found: Mapping[str, Any] = memo[setting.store]
    return found


def chosen(member_id: UUID | None) -> dict[str, Any]:
    """Return key → value of what a business (None) or a member chose."""
    memo: dict[Any, Any] = current_memo().setdefault(_MEMO, {})
    if member_id not in memo:
        rows = SettingValue.objects.filter(member_id=member_id).exclude(value=None)
        memo[member_id] = dict(rows.values_list("key", "value"))
    found: dict[str, Any] = memo[member_id]
    return found


def list_chosen(key: str) -> dict[UUID, Any]:
    """Return what members chose of a setting of theirs, by member; the others have its default. One query."""
    rows = SettingValue.objects.filter(key=get_declared(key).key, member_id__isnull=False).exclude(value=None)
    return {member: value for member, value in rows.values_list("member_id", "value") if member}


def forget() -> None:
    """Read anew after a change."""
    current_memo().pop(_MEMO, None)


def list_settings(actor: Actor, *, group: str = "", search: str = "") -> list[SettingLine]:
    """Return the settings the actor may see, with their values: the business's own and the actor's.

    `search` finds words of the label, the help, the key and the group, in the active language.
    """
    words = search.casefold().split()
    return [
        _line(setting, actor)
        for setting in registry.list_declared(group)
        if may_see(setting, actor) and all(word in _text_of(setting) for word in words)
    ]


def get_line(key: str, actor: Actor) -> SettingLine:
    """Return one setting; raises `Missing` for what there is not and what the actor may not see."""
    setting = get_declared(key)
    if not may_see(setting, actor):
        raise Missing("There is no setting “%(key)s”.", values={"key": key[:80]})
    return _line(setting, actor)


def list_seen_groups(actor: Actor) -> list[SettingGroup]:
    """Return the groups the actor sees something of, in order: pages by their kind, others by a setting."""
    seen = {setting.group for setting in registry.list_declared("") if may_see(setting, actor)}
    return [
        group
        for group in registry.list_groups()
        if (actor.may("view", group.kind) if group.page else group.key in seen)
    ]


def may_see(setting: Setting, actor: Actor) -> bool:
    """Tell whether the actor may see a setting: their own, or the business's with the right to view them."""
    if setting.scope == "member":
        return actor.member_id is not None
    return actor.may("view", "settings")


def list_setting_changes(
    actor: Actor, *, keys: Collection[str] | None = None, limit: int = 50
) -> list[SettingChange]:
    """Return the newest changes of the business's settings; needs the right to view history."""
    actor.require("view", "audit")
    rows = SettingValue.objects.filter(member_id=None)
    if keys is not None:
        rows = rows.filter(key__in=tuple(keys))
    names = dict(rows.values_list("id", "key"))
    changes = list_changes(tables=("setting_value",), row_ids=names, ops=("U",), limit=limit)
    return [
        SettingChange(
            change.at,
            names[change.row_id],
            *change.fields.get("value", (None, None)),
            change.actor_id,
            change.request_id,
        )
        for change in changes
        if change.row_id in names
    ]


def _line(setting: Setting, actor: Actor) -> SettingLine:
    value = value_of(setting, actor.member_id)
    may_edit = setting.scope == "member" or actor.may("edit", "settings")
    return SettingLine(setting, value, value == setting.default, may_edit)


def _text_of(setting: Setting) -> str:
    group = registry.find_group(setting.group)
    around = f"{group.label} {group.words}" if group else ""
    return f"{setting.label} {setting.help} {setting.key} {setting.words} {around}".casefold()
