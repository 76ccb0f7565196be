"""The pages of administration among the settings, where people look for them, and in the palette."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rapport.kernel.identity.api import find_actor_of
from rapport.kernel.settings.api import SettingGroup, declare_settings, list_seen_groups
from rapport.ui.api import Command, may, register_command, register_command_source


def declare_pages() -> None:
    """Declare each page that no form of settings can hold."""
    for order, (key, label, about, icon, page, kind, words) in enumerate(
        (
            (
                "rates",
                _("Exchange rates"),
                _("What other currencies are worth in yours, by day."),
                *("arrow-left-right", "/settings/rates", "settings", "currency money 货币 汇率"),
            ),
            (
                "usage",
                _("Plan and usage"),
                _("How much of your plan is used."),
                *("gauge", "/settings/usage", "settings", "quota limit storage metering"),
            ),
            (
                "people",
                _("People and roles"),
                _("Who works here, what they may, who is invited."),
                *("users", "/settings/people", "member", "members permissions teams invite"),
            ),
            (
                "units",
                _("Organisation"),
                _("Places that each see their own customers."),
                *("network", "/settings/units", "unit", "branches tiers province"),
            ),
            (
                "fields",
                _("Fields of your own"),
                _("What your business alone knows of customers, products and orders."),
                *("list-plus", "/settings/fields", "field", "custom field column property 自定义 字段"),
            ),
            (
                "tokens",
                _("API tokens"),
                _("Keys of programs that use the API."),
                *("key-round", "/settings/tokens", "token", "api integration program"),
            ),
            (
                "webhooks",
                _("Webhooks"),
                _("Programs of yours that are told what happens here."),
                *("webhook", "/settings/webhooks", "subscriber", "api integration callback http 回调 推送"),
            ),
            (
                "history",
                _("History"),
                _("Who changed what, when and from where."),
                *("history", "/settings/history", "audit", "audit log changes"),
            ),
        )
    ):
        declare_settings(
            SettingGroup(
                key=key,
                label=label,
                help=about,
                icon=icon,
                page=page,
                kind=kind,
                words=words,
                order=200 + order,
            )
        )


def register_commands() -> None:
    """Offer what an administrator enters, and every group of settings its reader may see."""
    for order, (name, label, url, icon, dialog) in enumerate(
        (
            ("member", _("Invite a colleague"), "people_invite", "user-round-plus", True),
            ("team", _("New team"), "team_create", "users-round", True),
            ("unit", _("New unit"), "unit_create", "network", True),
            ("role", _("New role"), "role_create", "shield-plus", True),
            ("token", _("New token"), "token_create", "key-round", False),
            ("field", _("New field"), "own_field_new", "list-plus", True),
        )
    ):
        register_command(
            Command(
                *(f"new-{name}", label, url, icon, "create"),
                dialog=dialog,
                order=200 + order,
                allowed=may("create", name),
            )
        )
    register_command_source(list_settings_commands)


def list_settings_commands(request: HttpRequest) -> Iterator[Command]:
    """The groups of settings the reader may see, as places to go."""
    actor = find_actor_of(request)
    for group in list_seen_groups(actor) if actor else ():
        where = group.page or f"/settings/of/{group.key}"
        yield Command(f"settings-{group.key}", group.label, where, group.icon, words=group.words, order=300)
