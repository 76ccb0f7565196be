"""Where the tables of the lake lie, and which files they are made of."""

import os
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import pyarrow as pa
from deltalake import DeltaTable

from rapport.bigdata.lake.contracts import TableName
from rapport.kernel.embedded.api import Layout, home_folder

URL = "RAPPORT_LAKE_URL"
WRITER = "rapport"
"""Under which name the tables remember how far their writer came."""


def lake_root() -> str:
    """Return where the lake is: RAPPORT_LAKE_URL (a folder, or s3://bucket/path), else in the home."""
    return (os.environ.get(URL) or str(Layout(home_folder()).lake)).rstrip("/")


def table_uri(table: TableName) -> str:
    """Return where a table lies."""
    return f"{lake_root()}/facts/{table.tenant_id}/{table.fact}"


def find_table(table: TableName, *, version: int | None = None) -> DeltaTable | None:
    """Return a table as it is, or as it was at an older version; None where no such fact ever came."""
    uri = table_uri(table)
    return DeltaTable(uri, version=version) if DeltaTable.is_deltatable(uri) else None


def schema_of(table: DeltaTable | None) -> pa.Schema | None:
    """Return the columns a table has; None without one."""
    return pa.schema(table.schema().to_arrow()) if table else None


def count_writes(table: DeltaTable) -> int:
    """Return the number of the newest write that is in the table; 0 for none."""
    return table.transaction_version(WRITER) or 0


def list_files(table: TableName, *, version: int | None = None) -> list[str]:
    """Return the Parquet files a table is made of, now or at an older version."""
    found = find_table(table, version=version)
    return found.file_uris() if found else []


def list_stored_files(table: TableName) -> list[str]:
    """Return every Parquet file that lies in a table's folder on this machine, of older versions too."""
    return [
        str(path)
        for path in sorted(Path(table_uri(table)).rglob("*.parquet"))
        if "_delta_log" not in path.parts
    ]


def list_tables(tenant_id: UUID) -> list[TableName]:
    """Return a business's tables, where the lake is a folder of this machine."""
    folder = Path(lake_root()) / "facts" / str(tenant_id)
    return [TableName(tenant_id, path.parent.name) for path in sorted(folder.glob("*/_delta_log"))]


def list_new_files(table: DeltaTable, after: int) -> list[str]:
    """Return the files that hold something of later writes than `after`."""
    facts = pa.table(table.get_add_actions(flatten=True))
    paths = facts["path"].to_pylist()
    newest = facts["max.arrival"].to_pylist() if "max.arrival" in facts.column_names else [None] * len(paths)
    return [
        f"{table.table_uri.rstrip('/')}/{unquote(path)}"
        for path, arrival in zip(paths, newest, strict=True)
        if arrival is None or arrival > after
    ]


def list_tenants() -> list[UUID]:
    """Return the businesses that have tables, where the lake is a folder of this machine."""
    folder = Path(lake_root()) / "facts"
    return [UUID(path.name) for path in sorted(folder.glob("*-*-*-*-*"))]


def find_name() -> UUID | None:
    """Return the lake's own name; None for one that was never filled."""
    place = f"{lake_root()}/place"
    return UUID(DeltaTable(place).metadata().name) if DeltaTable.is_deltatable(place) else None
