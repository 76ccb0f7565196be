"""What happened to customers, as the lake remembers it; loads Arrow, so for background work alone."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pyarrow.compute as pc

from rapport.bigdata.lake.api.tables import TableName, find_table
from rapport.operational.journeys.operations.hearing import NAMING

MOMENTS = ("placed_at", "happened_at", "fact_occurred_at")
"""When something happened, the best known first."""
TOLD = ("trigger_id", "trigger", "kind", "code", "what", "segment_id", "joined", "machine", "journey_id")
"""What of a fact decides whether it means anything to a journey."""
Meant = Callable[[Mapping[str, Any]], bool]


def read_past(
    tenant_id: UUID, fact: str, since: datetime, meant: Meant = lambda _told: True
) -> Iterator[tuple[datetime, UUID]]:
    """Yield when (UTC) each customer had a fact since a moment, in no order; `meant` chooses among them."""
    table = find_table(TableName(tenant_id, fact))
    if table is None:
        return
    dataset = table.to_pyarrow_dataset()
    names = set(dataset.schema.names)
    about = next((name for name in NAMING if name in names), None)
    if about is None:
        return
    moments = [name for name in MOMENTS if name in names]
    columns = [about, *moments, *(name for name in TOLD if name in names)]
    for batch in dataset.to_batches(columns=columns, filter=pc.field("day") >= since.date()):
        for row in batch.to_pylist():
            at = next((row[name] for name in moments if row[name]), None)
            if row[about] and at is not None and at > since and meant(row):
                yield at, UUID(row[about])
