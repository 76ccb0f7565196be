"""Facts about what is learnt of recommending."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class RecommendationsLearnt(Fact, frozen=True, kw_only=True):
    """It was learnt what to recommend, by which model, or not and why (`refusal`).

    `ndcg` is of the first ten products on the time held out, `popular_ndcg` that of showing everybody what
    most buy; both null where too little was bought to compare. `live`: lists are made by it from now on.
    """

    name: ClassVar[str] = "recommendation.learnt.v1"
    subject_kind: ClassVar[str] = "recommender_version"
    subject_field: ClassVar[str] = "version_id"

    version_id: UUID
    model: str
    refusal: str
    customers: int
    products: int
    ndcg: float | None
    popular_ndcg: float | None
    live: bool
    learnt_at: datetime
