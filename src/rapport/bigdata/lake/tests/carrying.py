"""What tests of the lake share: a fact of their own, and the way from the outbox into the tables."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

import pyarrow as pa
from django.db import connections
from tests.house import Shop

from rapport.bigdata.lake.contracts import TableName
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.queries.tables import find_table
from rapport.bigdata.stream.api import Batch
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.link import connected
from rapport.bigdata.stream.operations.sending import send_waiting
from rapport.bigdata.stream.operations.taking import take_next
from rapport.bigdata.stream.tests.serving import Stream
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Fact, load_lines
from rapport.kernel.work.api import unit_of_work


class LampLit(Fact, frozen=True, kw_only=True):
    """A fact of these tests."""

    name: ClassVar[str] = "lamp.lit.v1"
    subject_kind: ClassVar[str] = "lamp"
    subject_field: ClassVar[str] = "lamp_id"

    lamp_id: UUID
    label: str
    watts: int | None = None


def forget_waiting() -> None:
    """Let the lake of a test begin with its own facts: what other tests told stays where it is."""
    gather()
    with connections["relay"].cursor() as cursor:
        cursor.execute("delete from fact_batch")


def light(shop: Shop, *labels: str) -> None:
    """Tell of a lamp for each label, in one transaction."""
    with unit_of_work(shop.actor) as work:
        work.record(*(LampLit(lamp_id=new_id(), label=label) for label in labels))


def carry(stream: Stream) -> list[TableName]:
    """Take everything that waits through a real stream into the lake; return the tables that grew."""
    grown: list[TableName] = []
    gather()
    with connected(stream.url, [LakeWriter.reader]) as link:
        while send_waiting(link):
            pass
        while take_next(link, LakeWriter(grown.append), wait=0.5):
            pass
    return grown


def waiting(shop: Shop, name: str = "") -> list[Batch]:
    """Return a business's batches the lake does not have, as they would travel; those of a name, or all."""
    gather()
    with connections["relay"].cursor() as cursor:
        statement = "select id, tenant_id, name, row_ids from fact_batch where tenant_id = %s order by id"
        cursor.execute(statement, [shop.tenant_id])
        rows: Sequence[tuple[UUID, UUID, str, list[UUID]]] = cursor.fetchall()
    return [Batch(row[0], row[1], row[2], load_lines(row[3])) for row in rows if name in ("", row[2])]


def rows(shop: Shop, name: str = LampLit.name) -> pa.Table:
    """Return a table of the lake whole."""
    found = find_table(TableName(shop.tenant_id, name))
    return pa.table(found.to_pyarrow_table()) if found else pa.table({"label": []})


def labels(shop: Shop) -> list[str]:
    """Return the labels of the lamps in the lake, sorted."""
    return sorted(rows(shop)["label"].to_pylist())
