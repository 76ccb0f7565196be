"""Which lake this database fills: one it does not know gets every fact anew."""

from uuid import UUID

import pyarrow as pa
import structlog
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError
from django.db import connections

from rapport.bigdata.lake.operations.waking import forget_restored, is_restored
from rapport.bigdata.lake.queries.storage import is_remote, lake_root, storage_options
from rapport.bigdata.lake.queries.tables import find_name
from rapport.bigdata.stream.api.carrying import CONSUMER
from rapport.kernel.embedded.api import home_folder
from rapport.kernel.errors import Conflict, Upstream
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import find_dropped, open_window

log = structlog.get_logger(__name__)
_SCHEMA = pa.schema([("nothing", pa.int64())])


def adopt_lake() -> bool:
    """Make sure that database and lake belong together; True if the lake is to be filled from the beginning.

    A lake somebody deleted, and one beside a database that was restored, is not the one the database filled:
    what was gathered for the other is forgotten and all facts are gathered anew.

    Raises Conflict after a restore where the lake holds what was told after the backup: facts of a time that
    is undone cannot be told from those that are true. Raises Upstream for storage without conditional writes.
    """
    home = home_folder()
    found, restored = find_name(), is_restored(home)
    if found and restored:
        raise Conflict(
            "%(place)s was filled before the backup was restored, and may hold what is undone now. "
            "Mend: set RAPPORT_LAKE_URL to an empty place; every fact of the database goes there anew.",
            values={"place": lake_root()},
            code="lake_of_another_time",
        )
    found = found or _name_it()
    with open_window(CONSUMER) as window, connections["relay"].cursor() as cursor:
        if window is None:
            raise BlockingIOError("facts are being gathered")
        cursor.execute("select id from lake_place")
        known = cursor.fetchone()
        if known and known[0] == found:
            return False
        cursor.execute("delete from lake_place")
        cursor.execute("insert into lake_place (id) values (%s)", [found])
        if known is None and not restored:  # the first lake of this database: whatever was gathered is for it
            return False
        cursor.execute("delete from fact_batch")
        cursor.execute("update fact_cursor set snapshot = '1:1:' where consumer = %s", [CONSUMER])
    forget_restored(home)
    log.warning("another lake than before: it is filled from the beginning", lake=str(found))
    if (since := find_dropped()) is not None:
        log.error("facts of earlier days are in the former lake alone", before=str(since))
    return True


def _name_it() -> UUID:
    place = f"{lake_root()}/place"
    if is_remote():
        _refuse_without_conditions(f"{lake_root()}/trials/{new_id()}")
    DeltaTable.create(place, _SCHEMA, mode="ignore", name=str(new_id()), storage_options=storage_options())
    named = find_name()
    if named is None:
        raise OSError(f"{place} cannot be written")
    return named


def _refuse_without_conditions(trial: str) -> None:
    """Raise Upstream where of two writers of the same commit both are told they were first."""
    options = storage_options()
    DeltaTable.create(trial, _SCHEMA, storage_options=options)
    writers = [DeltaTable(trial, storage_options=options) for _ in range(2)]
    once = CommitProperties(max_commit_retries=0)
    write_deltalake(writers[0], _SCHEMA.empty_table(), mode="append", commit_properties=once)
    try:
        write_deltalake(writers[1], _SCHEMA.empty_table(), mode="append", commit_properties=once)
    except DeltaError:
        return
    raise Upstream(
        "The storage at %(place)s takes two writes of one object where the second asked to be refused: "
        "facts could be lost. Mend: use one with conditional writes (If-None-Match).",
        values={"place": lake_root()},
        code="lake_storage",
    )
