"""Forgetting a person: facts that tell of them leave every table, with all its older versions."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import structlog

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.registry import list_erasures, list_traces, list_wordless
from rapport.bigdata.lake.operations.writing import alone
from rapport.bigdata.lake.queries.storage import let_read
from rapport.bigdata.lake.queries.tables import find_table, list_files, list_stored_files, list_tables
from rapport.kernel.embedded.api import Layout, home_folder

log = structlog.get_logger(__name__)
_MENTIONS = """
select distinct fact_id from read_parquet(?, union_by_name = true, hive_partitioning = true) as t
 where regexp_matches(cast(t as varchar), ?)
"""
_MENTIONS_MANY = """
select distinct fact_id from (
    select fact_id,
           unnest(regexp_extract_all(cast(t as varchar), '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')) as id
      from read_parquet(?, union_by_name = true, hive_partitioning = true) as t)
 where id in (select unnest(?))
"""
FEW = 100
"""So many ids are looked for by one pattern; a pattern of thousands is none any more."""
AT_ONCE = 5_000
"""Facts deleted in one commit."""
_ERASED = "select distinct fact_subject_id from read_parquet(?, union_by_name = true)"
_MERGED = """
select distinct {column} from read_parquet(?, union_by_name = true) where list_contains(?, fact_subject_id)
"""
_TIED = "select distinct {trace} from read_parquet(?, union_by_name = true) where list_contains(?, {person})"


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of the facts of some persons in a table.

    `deleted` facts told of them; `remaining` is how many any file of the table still does, older versions
    included, and must be 0.
    """

    table: TableName
    deleted: int
    remaining: int


def forget_erased(tenant_id: UUID, grown: Collection[TableName], *, older: bool = False) -> list[Proof]:
    """Take whom a business erased out of its tables: the newly erased out of all, others out of what grew.

    Facts that hold nobody's words (sums of orders) stay: they name the person by an id that leads nowhere.
    Who is out of all tables is written down in the home, so that a run cut short is done again. `older`: look
    for them in older versions of what grew as well, as after a run that may have been cut short.
    """
    erased = find_erased(tenant_id)
    proven = _proofs(tenant_id).read_text().split() if _proofs(tenant_id).exists() else []
    fresh = erased.difference(proven)
    tables = sorted(list_tables(tenant_id), key=_leads_further)
    proofs = [erase(table, fresh) for table in tables if fresh and _may_hold_words(table)]
    proofs += [
        erase(table, proven, older=older) for table in sorted(grown) if proven and _may_hold_words(table)
    ]
    if fresh and not any(proof.remaining for proof in proofs):
        _proofs(tenant_id).parent.mkdir(exist_ok=True)
        with _proofs(tenant_id).open("a") as file:
            file.writelines(f"{one}\n" for one in sorted(fresh))
    return [proof for proof in proofs if proof.deleted]


def _leads_further(table: TableName) -> bool:
    """Tell whether a table says whose ids others are: it goes last, so a run cut short finds them again."""
    return table.fact in list_traces() or table.fact in {pair[0] for pair in list_erasures().values() if pair}


def _may_hold_words(table: TableName) -> bool:
    return table.fact not in list_wordless() and table.fact not in list_erasures()


def _proofs(tenant_id: UUID) -> Path:
    return Layout(home_folder()).lake / "erased" / str(tenant_id)


def find_erased(tenant_id: UUID) -> set[str]:
    """Return the ids of everybody a business erased, with those merged into them and those tied to them."""
    ids: set[str] = set()
    for fact, pair in list_erasures().items():
        files = list_files(TableName(tenant_id, fact))
        if files:
            ids |= {row[0] for row in _ask(_ERASED, files)}
        if pair is None:
            continue
        merges, column = pair
        merged = list_files(TableName(tenant_id, merges))
        if ids and merged:
            found = _ask(_MERGED.format(column=column), merged, sorted(ids))
            ids |= {row[0] for row in found}
    for fact, (person, trace) in list_traces().items():
        tied = list_files(TableName(tenant_id, fact))
        if ids and tied:
            query = _TIED.format(person=person, trace=trace)
            ids |= {row[0] for row in _ask(query, tied, sorted(ids))}
    return ids


def erase(table: TableName, ids: Collection[str], *, older: bool = True) -> Proof:
    """Delete every fact of a table that mentions one of the ids anywhere, and the files that held it.

    Unless `older` is false, older versions are searched as well: a run that was killed before they went finds
    nothing in the newest.
    """
    with alone(table):
        found = find_table(table)
        files = list_stored_files(table) if older else found.file_uris() if found else []
        rows = _find_mentions(files, ids)
        if found is None or not rows:
            return Proof(table, 0, 0)
        for at in range(0, len(rows), AT_ONCE):
            facts = ", ".join(f"'{UUID(one)}'" for one in rows[at : at + AT_ONCE])
            found.delete(f"fact_id in ({facts})")
        found.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True)
        remaining = len(_find_mentions(list_stored_files(table), ids))
    log.info("facts of erased persons are deleted", fact=table.fact, deleted=len(rows), remaining=remaining)
    return Proof(table, len(rows), remaining)


def _find_mentions(files: Collection[str], ids: Collection[str]) -> list[str]:
    """Return the facts in these files that mention one of the ids anywhere."""
    if not files or not ids:
        return []
    wanted = "|".join(sorted(ids)) if len(ids) <= FEW else sorted(ids)
    found = _ask(_MENTIONS if len(ids) <= FEW else _MENTIONS_MANY, list(files), wanted)
    return [row[0] for row in found]


def _ask(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with let_read(duckdb.connect()) as connection:
        return connection.execute(query, list(values)).fetchall()
