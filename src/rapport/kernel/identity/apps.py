"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class IdentityConfig(AppConfig):
    """The room `kernel.identity`."""

    name = "rapport.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        """Have every refusal speak the language of its reader."""
        from django.utils.translation import gettext

        from rapport.kernel.errors import speak_by
        from rapport.kernel.identity.queries import count_members
        from rapport.kernel.metering.api import Meter, register_meter

        self._name_tables()
        speak_by(gettext)
        register_meter(Meter("members", gettext_lazy("People"), "level", count=count_members))

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables(
            "member",
            {
                "member": gettext_lazy("Member"),
                "member_role": gettext_lazy("Role of a person"),
                "seeing": gettext_lazy("Looking on as a member"),
                "invite": gettext_lazy("Invitation"),
            },
        )
        register_tables(
            "role",
            {
                "role": gettext_lazy("Role"),
                "role_grant": gettext_lazy("Right of a role"),
                "role_field_rule": gettext_lazy("Field rule of a role"),
            },
        )
        register_tables("unit", {"unit": gettext_lazy("Unit")})
        register_tables(
            "team", {"team": gettext_lazy("Team"), "team_member": gettext_lazy("Member of a team")}
        )
        register_tables("token", {"api_token": gettext_lazy("API token")})
        register_columns(
            {
                "accepted_at": gettext_lazy("Accepted at"),
                "access": gettext_lazy("Access"),
                "began_at": gettext_lazy("Began"),
                "builtin": gettext_lazy("Built in"),
                "expires_at": gettext_lazy("Expires"),
                "invited_by_id": gettext_lazy("Invited by"),
                "joined_at": gettext_lazy("Joined"),
                "offered": gettext_lazy("Rights of the product offered so far"),
                "person_id": gettext_lazy("Account"),
                "prefix": gettext_lazy("First characters"),
                "revoked_at": gettext_lazy("Revoked"),
                "role_id": gettext_lazy("Role"),
                "scope": gettext_lazy("Scope"),
                "scopes": gettext_lazy("Scopes"),
                "team_id": gettext_lazy("Team"),
                "tier": gettext_lazy("Tier"),
                "verb": gettext_lazy("Right"),
                "viewer_id": gettext_lazy("Who looked on"),
            }
        )
