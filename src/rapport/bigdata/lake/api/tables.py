"""The front door of the lake for who reads or writes its tables; loads Arrow and Delta."""

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.cutting import count_all_cuts, count_to_cut
from rapport.bigdata.lake.operations.keeping import LakeKeeper
from rapport.bigdata.lake.operations.placing import adopt_lake
from rapport.bigdata.lake.operations.replaying import replay_parked
from rapport.bigdata.lake.operations.writing import CONSUMER, kinds_of_facts
from rapport.bigdata.lake.queries.storage import is_remote, lake_files, lake_root, let_read, path_of
from rapport.bigdata.lake.queries.tables import (
    count_writes,
    find_name,
    find_table,
    list_files,
    list_new_files,
    list_tenants,
)
from rapport.bigdata.lake.rules.schemas import columns_of

__all__ = [
    "CONSUMER",
    "LakeKeeper",
    "TableName",
    "adopt_lake",
    "columns_of",
    "count_all_cuts",
    "count_to_cut",
    "count_writes",
    "find_name",
    "find_table",
    "is_remote",
    "kinds_of_facts",
    "lake_files",
    "lake_root",
    "let_read",
    "list_files",
    "list_new_files",
    "list_tenants",
    "path_of",
    "replay_parked",
]
