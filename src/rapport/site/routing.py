"""Which database role a table is reached with: tenants' tables by `default`, the register by `accounts`."""

from typing import Any

from django.db.models import Model

REGISTER_APPS = frozenset(
    {"auth", "contenttypes", "sessions", "account", "mfa", "socialaccount", "usersessions", "django_cache"}
)


class RoleRouter:
    """Sends the installation's register (people, sessions) to its own role; migrations to the owner."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """Return the alias whose role may read the table."""
        registered = model._meta.app_label in REGISTER_APPS or getattr(model, "register_table", False)
        return "accounts" if registered else "default"

    db_for_write = db_for_read

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool:
        """Objects of one role may refer to each other."""
        return self.db_for_read(obj1._meta.model) == self.db_for_read(obj2._meta.model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Only the owner makes tables."""
        return db == "owner"
