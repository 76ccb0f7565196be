"""Addresses of a business's own administration, each with who may reach it."""

from django.urls import path

from rapport.desk.administration.http import (
    account,
    fields,
    history,
    rates,
    roles,
    settings,
    teams,
    tokens,
    units,
    usage,
)
from rapport.desk.administration.http.people import invitations, members
from rapport.desk.administration.http.webhooks import forms as webhook_forms
from rapport.desk.administration.http.webhooks import listing as webhooks
from rapport.desk.administration.http.webhooks import log as webhook_log
from rapport.kernel.identity.api import member_only, needs, person_only
from rapport.kernel.identity.http import seeing

urlpatterns = [
    path("account/", person_only(account.show_account), name="account"),
    path("account/email/", person_only(account.change_address), name="account_address"),
    path("account/devices/", person_only(account.list_devices), name="account_devices"),
    path("account/devices/others", person_only(account.end_others), name="account_devices_others"),
    path("account/devices/<int:session_id>", person_only(account.end_device), name="account_device_end"),
    path("settings/", member_only(settings.list_groups), name="settings"),
    path("settings/of/<slug:group>", member_only(settings.show_group), name="setting_group"),
    path("settings/usage", needs("view", "settings")(usage.show), name="usage"),
    path("settings/rates", needs("view", "settings")(rates.list_all), name="rates"),
    path("settings/rates/new", needs("edit", "settings")(rates.create), name="rate_create"),
    path("settings/rates/import", needs("edit", "settings")(rates.bring), name="rates_import"),
    path("settings/rates/<uuid:rate_id>/remove", needs("edit", "settings")(rates.remove), name="rate_remove"),
    path("settings/people", needs("view", "member")(members.list_people), name="people"),
    path("settings/people/invite", needs("create", "member")(invitations.invite), name="people_invite"),
    path("settings/people/<uuid:member_id>", needs("view", "member")(members.show_member), name="member"),
    path("settings/people/<uuid:member_id>/edit", needs("edit", "member")(members.edit), name="member_edit"),
    path(
        "settings/people/<uuid:member_id>/roles",
        needs("edit", "member")(members.set_roles),
        name="member_roles",
    ),
    path(
        "settings/people/<uuid:member_id>/status",
        needs("edit", "member")(members.set_status),
        name="member_status",
    ),
    path(
        "settings/people/<uuid:member_id>/see-as",
        needs("impersonate", "member")(seeing.begin),
        name="member_see_as",
    ),
    path("see-as/end", member_only(seeing.end), name="see_as_end"),
    path("settings/invitations", needs("view", "member")(invitations.list_invitations), name="invitations"),
    path(
        "settings/invitations/<uuid:invite_id>/withdraw",
        needs("create", "member")(invitations.withdraw),
        name="invitation_withdraw",
    ),
    path("settings/roles", needs("view", "role")(roles.list_all), name="roles"),
    path("settings/roles/new", needs("create", "role")(roles.create), name="role_create"),
    path("settings/roles/<uuid:role_id>", needs("view", "role")(roles.show_role), name="role"),
    path("settings/roles/<uuid:role_id>/rights", needs("edit", "role")(roles.set_rights), name="role_rights"),
    path("settings/roles/<uuid:role_id>/fields", needs("edit", "role")(roles.set_fields), name="role_fields"),
    path("settings/roles/<uuid:role_id>/remove", needs("delete", "role")(roles.remove), name="role_remove"),
    path("settings/teams", needs("view", "team")(teams.list_all), name="teams"),
    path("settings/teams/new", needs("create", "team")(teams.create), name="team_create"),
    path("settings/teams/<uuid:team_id>", needs("edit", "team")(teams.edit), name="team"),
    path("settings/teams/<uuid:team_id>/remove", needs("delete", "team")(teams.remove), name="team_remove"),
    path("settings/units", needs("view", "unit")(units.list_all), name="units"),
    path("settings/units/new", needs("create", "unit")(units.create), name="unit_create"),
    path("settings/units/<uuid:unit_id>", needs("edit", "unit")(units.edit), name="unit"),
    path("settings/units/<uuid:unit_id>/remove", needs("delete", "unit")(units.remove), name="unit_remove"),
    path("settings/fields", needs("view", "field")(fields.list_all), name="fields"),
    path("settings/fields/new", needs("create", "field")(fields.create), name="own_field_new"),
    path("settings/fields/<uuid:field_id>", needs("edit", "field")(fields.change), name="own_field"),
    path("settings/fields/<uuid:field_id>/turn", needs("edit", "field")(fields.turn), name="own_field_turn"),
    path("settings/tokens", needs("view", "token")(tokens.list_all), name="tokens"),
    path("settings/tokens/new", needs("create", "token")(tokens.create), name="token_create"),
    path(
        "settings/tokens/<uuid:token_id>/revoke", needs("delete", "token")(tokens.revoke), name="token_revoke"
    ),
    path("settings/webhooks", needs("view", "subscriber")(webhooks.list_all), name="webhooks"),
    path("settings/webhooks/new", needs("create", "subscriber")(webhook_forms.create), name="webhook_create"),
    path(
        "settings/webhooks/<uuid:subscriber_id>",
        needs("view", "subscriber")(webhook_log.show),
        name="webhook_log",
    ),
    path(
        "settings/webhooks/<uuid:subscriber_id>/dispatches/<uuid:dispatch_id>",
        needs("view", "subscriber")(webhook_log.show_dispatch),
        name="webhook_dispatch",
    ),
    *(
        path(
            f"settings/webhooks/<uuid:subscriber_id>/{address}",
            needs("edit", "subscriber")(view),
            name=f"webhook_{name}",
        )
        for address, name, view in (
            ("edit", "edit", webhook_forms.edit),
            ("secret", "secret", webhook_forms.change_secret),
            ("switch", "switch", webhook_forms.switch),
            ("test", "test", webhook_log.test),
            ("replay", "replay", webhook_log.replay_period),
            ("dispatches/<uuid:dispatch_id>/replay", "dispatch_replay", webhook_log.replay_dispatch),
        )
    ),
    path(
        "settings/webhooks/<uuid:subscriber_id>/remove",
        needs("delete", "subscriber")(webhook_forms.remove),
        name="webhook_remove",
    ),
    path("settings/history", needs("view", "audit")(history.list_all), name="history"),
]
