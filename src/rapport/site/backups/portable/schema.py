"""The schema of a portable backup: the same migrations as then, later brought up to date."""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from rapport.kernel.errors import Conflict
from rapport.site.backups.portable.contents import Contents


def build_schema(contents: Contents) -> None:
    """Migrate an empty database to where the backup's was; raises Conflict if this code cannot."""
    executor = MigrationExecutor(connections["owner"])
    known = executor.loader.disk_migrations
    had = {(app, name) for app, name in contents.migrations}
    unknown = sorted(f"{app}.{name}" for app, name in had if (app, name) not in known)
    if unknown:
        raise Conflict(
            f"The backup knows {unknown[0]}, this Rapport does not. Mend: restore it with the "
            "Rapport that made it or a newer one.",
            code="newer_backup",
        )
    nodes = executor.loader.graph.node_map
    ends = [
        node
        for node in had
        if not any(child.key in had and child.key[0] == node[0] for child in nodes[node].children)
    ]
    executor.migrate(sorted(ends))
    connections["owner"].close()
