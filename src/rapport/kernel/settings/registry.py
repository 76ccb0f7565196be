"""The settings there are; rooms declare theirs when the house starts."""

from collections.abc import Iterable

from rapport.kernel.settings.contracts import Guard, Setting, SettingGroup

_groups: dict[str, SettingGroup] = {}
_settings: dict[str, Setting] = {}
_guards: dict[str, list[Guard]] = {}


def declare_settings(group: SettingGroup, settings: Iterable[Setting] = ()) -> None:
    """Declare a group with its settings (in `apps.ready()`); the same key replaces.

    Raises ValueError for a key outside the group.
    """
    _groups[group.key] = group
    for setting in settings:
        if setting.group != group.key:
            raise ValueError(f"{setting.key} does not belong to {group.key}.")
        _settings[setting.key] = setting


def guard_setting(key: str, guard: Guard) -> None:
    """Let a room refuse a change while its own rows depend on the present value."""
    known = _guards.setdefault(key, [])
    if guard not in known:
        known.append(guard)


def guards_of(key: str) -> list[Guard]:
    """Return who must agree to a change."""
    return _guards.get(key, [])


def list_groups() -> list[SettingGroup]:
    """Return every group in its place."""
    return sorted(_groups.values(), key=lambda group: (group.order, group.key))


def find_group(key: str) -> SettingGroup | None:
    """Return a group, or None."""
    return _groups.get(key)


def find_setting(key: str) -> Setting | None:
    """Return a declaration, or None."""
    return _settings.get(key)


def list_declared(group: str = "") -> list[Setting]:
    """Return the declared settings in the order of their groups, then as declared."""
    wanted = [group] if group else [one.key for one in list_groups()]
    return [setting for key in wanted for setting in _settings.values() if setting.group == key]
