"""Which lake this database fills: one it does not know gets every fact anew."""

from uuid import UUID

import pyarrow as pa
import structlog
from deltalake import DeltaTable
from django.db import connections

from rapport.bigdata.lake.queries.tables import find_name, lake_root
from rapport.bigdata.stream.api.carrying import CONSUMER
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import open_window

log = structlog.get_logger(__name__)
_SCHEMA = pa.schema([("nothing", pa.int64())])


def adopt_lake() -> bool:
    """Make sure that database and lake belong together; True if the lake is to be filled from the beginning.

    A lake somebody deleted, and one beside a database that was restored, is not the one the database filled:
    what was gathered for the other is forgotten and all facts are gathered anew.
    """
    found = find_name() or _name_it()
    with open_window(CONSUMER) as window, connections["relay"].cursor() as cursor:
        if window is None:
            raise BlockingIOError("facts are being gathered")
        cursor.execute("select id from lake_place")
        known = cursor.fetchone()
        if known and known[0] == found:
            return False
        cursor.execute("delete from lake_place")
        cursor.execute("insert into lake_place (id) values (%s)", [found])
        if known is None:  # the first lake of this database: whatever was gathered is for it
            return False
        cursor.execute("delete from fact_batch")
        cursor.execute("update fact_cursor set snapshot = '1:1:' where consumer = %s", [CONSUMER])
    log.warning("another lake than before: it is filled from the beginning", lake=str(found))
    return True


def _name_it() -> UUID:
    place = f"{lake_root()}/place"
    DeltaTable.create(place, _SCHEMA, mode="ignore", name=str(new_id()))
    named = find_name()
    if named is None:
        raise OSError(f"{place} cannot be written")
    return named
