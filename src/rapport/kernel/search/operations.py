"""Writes of the index: set-based, in the transaction of whoever changed the records."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from rapport.kernel.search.contracts import Document
from rapport.kernel.search.rules import grams_of, hash_grams, misspellings_of
from rapport.kernel.statements import execute_planned
from rapport.kernel.tenancy.api import current_tenant_id

CHUNK = 2_000
TIDY_FROM = 1_000
_WRITE = """
insert into search_document as d (kind, record_id, title, text, private, unit_id, owner_id, weight, grams)
select kind, record_id, title, text, private, unit_id, owner_id, weight, grams::int4[]
  from unnest(%s::text[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::int[],
              %s::text[]) as n(kind, record_id, title, text, private, unit_id, owner_id, weight, grams)
on conflict (tenant_id, kind, record_id) do update
   set title = excluded.title, text = excluded.text, private = excluded.private, unit_id = excluded.unit_id,
       owner_id = excluded.owner_id, weight = excluded.weight, grams = excluded.grams
 where (d.title, d.text, d.private, d.unit_id, d.owner_id, d.weight, d.grams) is distinct from
       (excluded.title, excluded.text, excluded.private, excluded.unit_id, excluded.owner_id, excluded.weight,
        excluded.grams)
"""


def index_documents(documents: Iterable[Document]) -> int:
    """Have records found as these documents say; returns how many were handed in.

    Needs a tenant. Hand in each record once in a call, as it is now; a document that did not change
    costs no write. Batches of thousands are best.
    """
    tenant_id, count, rest = current_tenant_id(), 0, iter(documents)
    while chunk := list(islice(rest, CHUNK)):
        execute_planned(_WRITE, _columns(tenant_id, chunk))
        count += len(chunk)
    if count >= TIDY_FROM:
        with connection.cursor() as cursor:
            cursor.execute("select search_tidy()")
    return count


def drop_documents(kind: str, record_ids: Iterable[UUID]) -> None:
    """Have records found no more. Needs a tenant."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from search_document where kind = %s and record_id = any(%s)", [kind, list(record_ids)]
        )


def _columns(tenant_id: UUID, chunk: list[Document]) -> list[list[Any]]:
    names = ("kind", "record_id", "title", "text", "private", "unit_id", "owner_id", "weight")
    columns = [[_clean(getattr(document, name)) for document in chunk] for name in names]
    return [*columns, list(_grams(tenant_id, chunk))]


def _clean(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


def _grams(tenant_id: UUID, chunk: list[Document]) -> Iterator[str]:
    for document in chunk:
        grams = grams_of(f"{document.title} {document.text} {document.private}")
        grams |= misspellings_of(f"{document.title} {document.text}")
        yield "{" + ",".join(map(str, hash_grams(tenant_id, grams))) + "}"
