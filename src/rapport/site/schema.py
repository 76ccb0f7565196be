"""How far the schema is: migrations this code wants, and those only a newer one knows."""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def list_unknown_migrations() -> list[str]:
    """Return the migrations the database has had and this code does not know: a newer Rapport's."""
    loader = MigrationLoader(connections["owner"])
    replaced = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(".".join(name) for name in unknown)


def list_missing_migrations() -> list[str]:
    """Return the migrations this code wants and the database has not had, in their order."""
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
