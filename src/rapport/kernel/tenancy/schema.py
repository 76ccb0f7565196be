"""Migration operations that build the wall: composite keys, forced row-level security, grants."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

TENANT = "nullif(current_setting('rapport.tenant', true), '')::uuid"
WALL = f"using (tenant_id = {TENANT}) with check (tenant_id = (select {TENANT}))"
"""Both sides of a tenant's policy. Every row that is written is checked, so the tenant is asked for once a
statement; what is read says it plainly, and the planner knows how much of the table is meant."""
ALL_RIGHTS = "select, insert, update, delete"


class SchemaStatements(Operation, ABC):
    """An operation that only runs SQL and leaves Django's state alone."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's state stays as it is: the wall lives in the database."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Run the statements that build."""
        for statement in self.build(to_state, app_label):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Run the statements that take away."""
        for statement in self.remove(from_state, app_label):
            schema_editor.execute(statement, params=None)

    @abstractmethod
    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that builds."""

    @abstractmethod
    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that takes away."""


def table_of(state: ProjectState, app_label: str, model: str) -> str:
    """Return the table name of a model at this point of the migrations."""
    return str(state.apps.get_model(app_label, model)._meta.db_table)


class TenantTable(SchemaStatements):
    """Key a table by (tenant_id, …), force row-level security, and grant the app's role its rights.

    `key` names the columns after tenant_id; satellites of a party use ("party_id", "id"), which
    saves them a second index. `rights` are what the app's role may do.
    """

    def __init__(self, model: str, key: Sequence[str] = ("id",), rights: str = ALL_RIGHTS) -> None:
        self.model = model
        self.key = tuple(key)
        self.rights = rights

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Tell Django how to write this operation."""
        return type(self).__name__, [self.model], {"key": self.key, "rights": self.rights}

    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL of the wall."""
        table = table_of(state, app_label, self.model)
        columns = ", ".join(f'"{name}"' for name in ("tenant_id", *self.key))
        yield f'alter table "{table}" drop constraint "{table}_pkey", add primary key ({columns})'
        yield f'alter table "{table}" alter column tenant_id set default {TENANT}'
        yield f'alter table "{table}" enable row level security, force row level security'
        yield f'create policy tenant on "{table}" {WALL}'
        yield f'grant {self.rights} on "{table}" to rapport_app'

    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that opens the wall again."""
        table = table_of(state, app_label, self.model)
        yield f'revoke all on "{table}" from rapport_app'
        yield f'drop policy tenant on "{table}"'
        yield f'alter table "{table}" no force row level security, disable row level security'
        yield f'alter table "{table}" drop constraint "{table}_pkey", add primary key (id)'

    def describe(self) -> str:
        """Say what it does."""
        return f"Wall off {self.model} by tenant"


class TenantForeignKey(SchemaStatements):
    """A key (tenant_id, column) → (tenant_id, id): key checks bypass policies, so the tenant is part of it.

    The model says `ForeignKey(db_constraint=False)`. `on_delete` is PostgreSQL's own action.
    """

    def __init__(self, model: str, field: str, on_delete: str = "no action") -> None:
        self.model = model
        self.field = field
        self.on_delete = on_delete

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Tell Django how to write this operation."""
        return type(self).__name__, [self.model, self.field], {"on_delete": self.on_delete}

    def _parts(self, state: ProjectState, app_label: str) -> tuple[str, str, str, str]:
        model = state.apps.get_model(app_label, self.model)
        field = model._meta.get_field(self.field)
        target = field.related_model
        if target is None or isinstance(target, str):
            raise ValueError(f"{self.model}.{self.field} refers to nothing")
        table = str(model._meta.db_table)
        return table, str(field.column), str(target._meta.db_table), f"{table}_{field.column}_tenant_fk"

    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL of the key: added without a scan, then validated under a weak lock."""
        table, column, target, name = self._parts(state, app_label)
        delete = self.on_delete
        if delete == "set null":
            delete = f'set null ("{column}")'
        yield (
            f'alter table "{table}" add constraint "{name}" foreign key (tenant_id, "{column}") '
            f'references "{target}" (tenant_id, id) on delete {delete} not valid'
        )
        yield f'alter table "{table}" validate constraint "{name}"'

    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that drops the key."""
        table, _, _, name = self._parts(state, app_label)
        yield f'alter table "{table}" drop constraint "{name}"'

    def describe(self) -> str:
        """Say what it does."""
        return f"Tie {self.model}.{self.field} within its tenant"


class RegisterTable(SchemaStatements):
    """Grant a table of the installation's register (no tenant) to the accounts role alone."""

    def __init__(self, table: str, rights: str = ALL_RIGHTS) -> None:
        self.table = table
        self.rights = rights

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Tell Django how to write this operation."""
        return type(self).__name__, [self.table], {"rights": self.rights}

    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the grants."""
        yield f'grant {self.rights} on "{self.table}" to rapport_accounts'

    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the revocation."""
        yield f'revoke all on "{self.table}" from rapport_accounts'

    def describe(self) -> str:
        """Say what it does."""
        return f"Give {self.table} to the accounts role"


class GateFunction(SchemaStatements):
    """A SECURITY DEFINER function owned by `rapport_gate`: the few look-ups that cross the wall on purpose.

    `signature` is `name(argument types)`, `body` the whole `create function`, `tables` what the gate may
    read, `callers` the roles that may call.
    """

    def __init__(self, signature: str, body: str, tables: Sequence[str], callers: Sequence[str]) -> None:
        self.signature = signature
        self.body = body
        self.tables = tuple(tables)
        self.callers = tuple(callers)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Tell Django how to write this operation."""
        return type(self).__name__, [self.signature, self.body, self.tables, self.callers], {}

    def build(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the function, its owner and its few rights."""
        yield self.body
        yield "grant create on schema public to rapport_gate"
        yield f"alter function {self.signature} owner to rapport_gate"
        yield "revoke create on schema public from rapport_gate"
        yield f"revoke all on function {self.signature} from public"
        yield f"grant execute on function {self.signature} to {', '.join(self.callers)}"
        for table in self.tables:
            yield f'grant select on "{table}" to rapport_gate'
            yield f'drop policy if exists gate on "{table}"'
            yield f'create policy gate on "{table}" for select to rapport_gate using (true)'

    def remove(self, state: ProjectState, app_label: str) -> Iterator[str]:
        """Yield the SQL that drops the function."""
        yield f"drop function {self.signature}"

    def describe(self) -> str:
        """Say what it does."""
        return f"Open the gate {self.signature}"
