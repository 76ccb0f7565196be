"""The schema: how far it is, and bringing it to what this code wants."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.models import BaseConstraint, Index

OWNER = "owner"


def list_unknown_migrations() -> list[str]:
    """Return the migrations the database has had and this code does not know: a newer Rapport's."""
    loader = MigrationLoader(connections[OWNER])
    replaced = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - replaced
    return sorted(".".join(name) for name in unknown)


def list_missing_migrations() -> list[str]:
    """Return the migrations this code wants and the database has not had, in their order."""
    executor = MigrationExecutor(connections[OWNER])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def apply_migrations(tell: Callable[[str], None] = lambda name: None) -> int:
    """Apply every missing migration as the owner of the tables; `tell` hears each one's name once it is done.

    Does what Django's own `migrate` does, by its executor, in a third of the time: see `_State`.
    Returns how many there were.
    """

    def hear(action: str, migration: Migration | None = None, fake: bool | None = None) -> None:
        if action == "apply_success":
            tell(str(migration))

    connection = connections[OWNER]
    executor = MigrationExecutor(connection, hear)
    executor.loader.check_consistent_history(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    if plan:
        state = executor.migrate(targets, plan=plan, state=_state_of(executor))
        state.clear_delayed_apps_cache()
        emit_post_migrate_signal(0, False, OWNER, apps=state.apps, plan=plan)
    return len(plan)


def _state_of(executor: MigrationExecutor) -> "_State":
    """Return the models as the applied migrations made them."""
    loader = executor.loader
    state = _State(real_apps=loader.unmigrated_apps)
    for migration, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True):
        if (migration.app_label, migration.name) in loader.applied_migrations:
            migration.mutate_state(state, preserve=False)
    return state


class _State(ProjectState):
    """The models as they stand between two migrations, drawn anew as rarely as can be.

    Django's draws everything that hangs together by keys anew for each new table, index and constraint: two
    thirds of all the work on an empty database. A new table changes no other one, and an index or constraint
    no column; what changes columns is left to Django.
    """

    def add_model(self, model_state: ModelState) -> None:
        """Take a model in, and draw it alone."""
        with self._put_aside() as drawn:
            super().add_model(model_state)
        if drawn is not None:
            drawn.render_multiple([model_state])

    def add_index(self, app_label: str, model_name: str, index: Index) -> None:
        """Take an index in, into the model as it is drawn."""
        with self._put_aside() as drawn:
            super().add_index(app_label, model_name, index)
        if drawn is not None:
            meta = drawn.get_model(app_label, model_name)._meta
            meta.indexes = [*meta.indexes, index]

    def add_constraint(self, app_label: str, model_name: str, constraint: BaseConstraint) -> None:
        """Take a constraint in, into the model as it is drawn."""
        with self._put_aside() as drawn:
            super().add_constraint(app_label, model_name, constraint)
        if drawn is not None:
            meta = drawn.get_model(app_label, model_name)._meta
            meta.constraints = [*meta.constraints, constraint]

    @contextmanager
    def _put_aside(self) -> Iterator[StateApps | None]:
        """Have nothing drawn while the block runs, so that nothing is drawn anew; gives what was."""
        drawn: StateApps | None = self.__dict__.pop("apps", None)
        yield drawn
        if drawn is not None:
            self.__dict__["apps"] = drawn
            self.is_delayed = True
