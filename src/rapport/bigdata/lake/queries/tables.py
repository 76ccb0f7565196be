"""Where the tables of the lake lie, and which files they are made of."""

from urllib.parse import unquote
from uuid import UUID

import pyarrow as pa
from deltalake import DeltaTable
from pyarrow.fs import FileInfo, FileSelector, FileType

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.queries.storage import lake_files, lake_root, path_of, storage_options, uri_of

WRITER = "rapport"
"""Under which name the tables remember how far their writer came."""
CUTTER = "rapport.cut"
"""Under which name they remember how often months were cut off."""


def table_uri(table: TableName) -> str:
    """Return where a table lies."""
    return f"{lake_root()}/facts/{table.tenant_id}/{table.fact}"


def find_table(table: TableName, *, version: int | None = None) -> DeltaTable | None:
    """Return a table as it is, or as it was at an older version; None where no such fact ever came."""
    return _open(table_uri(table), version)


def schema_of(table: DeltaTable | None) -> pa.Schema | None:
    """Return the columns a table has; None without one."""
    return pa.schema(table.schema().to_arrow()) if table else None


def count_writes(table: DeltaTable) -> int:
    """Return the number of the newest write that is in the table; 0 for none."""
    return table.transaction_version(WRITER) or 0


def count_cuts(table: DeltaTable) -> int:
    """Return how often months of a table were cut off; what was made of it before is to be made anew."""
    return table.transaction_version(CUTTER) or 0


def list_files(table: TableName, *, version: int | None = None) -> list[str]:
    """Return the Parquet files a table is made of, now or at an older version."""
    found = find_table(table, version=version)
    return found.file_uris() if found else []


def list_stored_files(table: TableName) -> list[str]:
    """Return every Parquet file that lies in a table's folder, of older versions too."""
    found = _list(table_uri(table), recursive=True)
    return [
        uri_of(one.path) for one in found if one.path.endswith(".parquet") and "/_delta_log/" not in one.path
    ]


def list_tables(tenant_id: UUID) -> list[TableName]:
    """Return a business's tables."""
    folders = _list(f"{lake_root()}/facts/{tenant_id}")
    logs = lake_files().get_file_info([f"{one.path}/_delta_log" for one in folders])
    return [
        TableName(tenant_id, folder.base_name)
        for folder, log in zip(folders, logs, strict=True)
        if log.type == FileType.Directory
    ]


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
    """Return the businesses that have tables."""
    return [UUID(one.base_name) for one in _list(f"{lake_root()}/facts") if one.type == FileType.Directory]


def find_name() -> UUID | None:
    """Return the lake's own name; None for one that was never filled."""
    place = _open(f"{lake_root()}/place")
    return UUID(place.metadata().name) if place else None


def _open(uri: str, version: int | None = None) -> DeltaTable | None:
    options = storage_options()
    if not DeltaTable.is_deltatable(uri, options):
        return None
    return DeltaTable(uri, version=version, storage_options=options)


def _list(uri: str, *, recursive: bool = False) -> list[FileInfo]:
    """Return what lies in a folder, sorted by its path; nothing where there is none."""
    chosen = FileSelector(path_of(uri), allow_not_found=True, recursive=recursive)
    return sorted(lake_files().get_file_info(chosen), key=lambda one: one.path)
