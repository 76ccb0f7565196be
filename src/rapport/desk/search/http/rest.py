"""/search: finding customers, orders and products by what people remember of them, for programs."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Router
from pydantic import ConfigDict, Field

from rapport.kernel.rest.api import Answer, ApiRequest, Limit
from rapport.kernel.search.api import search

router = Router()
Kind = Literal["customer", "order", "product"]
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class HitOut(Answer):
    """A record that was found: what it is called, and how well it fits (higher is better)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "order",
                    "id": "01a201b6-aa25-7012-af64-3762e2309e61",
                    "title": "MS-2026-004211",
                    "text": "R-2026-000112",
                    "score": 3.5,
                }
            ]
        }
    )

    kind: str
    id: UUID
    title: str
    text: str
    score: float


class HitsOut(Answer):
    """What was found, the best first."""

    items: list[HitOut]


@router.get("", response=HitsOut, operation_id="search", summary="Find records")
def find(
    request: ApiRequest,
    q: Words,
    kind: Kind | None = None,
    limit: Limit = 20,
) -> HitsOut:
    """Find customers, orders and products by the beginnings of words, Chinese characters, or four digits.

    Only kinds and records the caller may view are found; orders by number here or elsewhere and by invoice,
    products by SKU and name.
    """
    hits = search(request.actor, q, kinds=(kind,) if kind else (), limit=limit)
    return HitsOut(
        items=[
            HitOut(kind=hit.kind, id=hit.record_id, title=hit.title, text=hit.text, score=hit.score)
            for hit in hits
        ]
    )
