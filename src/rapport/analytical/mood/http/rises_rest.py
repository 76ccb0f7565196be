"""/mood/rises: where more are unhappy than usual."""

from typing import Literal
from uuid import UUID

from ninja import Router

from rapport.analytical.mood.queries.rises import list_rises
from rapport.kernel.rest.api import Answer, ApiRequest, Moment, Whole, asks

router = Router()


class RiseOut(Answer):
    """More people were unhappy within seven days than in the twelve weeks before: in all texts (`by` all), a
    topic, a product (`sku`) or a channel, which `key` names, as it was noticed at `began_at`. A person counts
    once a week; `chance` is how likely chance alone does that. `ended_at` is empty while it stands."""

    id: UUID
    by: Literal["all", "topic", "sku", "channel"]
    key: str
    began_at: Moment
    people: int
    unhappy: int
    before: int
    unhappy_before: int
    chance: float
    ended_at: Moment | None


@router.get(
    "",
    response=Whole[RiseOut],
    operation_id="list_mood_rises",
    summary="List where more are unhappy than usual",
    openapi_extra=asks("view:mood", "view:customer"),
)
def list_risen(request: ApiRequest, ended: bool = False) -> Whole[RiseOut]:
    """List what stands, or what is over (`ended`), the newest first (at most 50); none for who does not see
    all texts."""
    rows = list_rises(request.actor, ended=ended)
    return Whole[RiseOut](items=[RiseOut.model_validate(one) for one in rows])
