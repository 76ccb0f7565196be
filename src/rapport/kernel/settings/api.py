"""The front door of settings: declare, read, change."""

from rapport.kernel.settings.contracts import (
    Setting,
    SettingChange,
    SettingGroup,
    SettingLine,
    SettingStore,
)
from rapport.kernel.settings.operations import change_settings, reset_setting
from rapport.kernel.settings.queries import (
    get_line,
    get_setting,
    list_chosen,
    list_seen_groups,
    list_setting_changes,
    list_settings,
)
from rapport.kernel.settings.registry import (
    declare_settings,
    find_group,
    find_setting,
    guard_setting,
    list_groups,
)
from rapport.kernel.settings.values import list_choices, write_value

__all__ = [
    "Setting",
    "SettingChange",
    "SettingGroup",
    "SettingLine",
    "SettingStore",
    "change_settings",
    "declare_settings",
    "find_group",
    "find_setting",
    "get_line",
    "get_setting",
    "guard_setting",
    "list_choices",
    "list_chosen",
    "list_groups",
    "list_seen_groups",
    "list_setting_changes",
    "list_settings",
    "reset_setting",
    "write_value",
]
