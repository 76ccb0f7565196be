"""/journeys/{id}/dry-run and /letters: what a picture would have done, and what its letters did."""

from uuid import UUID

from ninja import Router, Status

from rapport.kernel.errors import Missing
from rapport.kernel.rest.api import ApiRequest, Whole, asks
from rapport.operational.journeys.http.bodies import LetterOut, RehearsalIn, RehearsalOut
from rapport.operational.journeys.operations.rehearsals import ask_rehearsal
from rapport.operational.journeys.queries.journeys import get_journey
from rapport.operational.journeys.queries.letters import count_letters
from rapport.operational.journeys.queries.rehearsals import find_rehearsal

router = Router()


@router.post(
    "/{uuid:journey_id}/dry-run",
    response={202: RehearsalOut},
    operation_id="ask_journey_dry_run",
    summary="Ask for a dry run",
    openapi_extra=asks("edit:journey"),
)
def ask(request: ApiRequest, journey_id: UUID, body: RehearsalIn) -> Status[RehearsalOut]:
    """Have the picture drawn walked over the last days; nothing is sent or done. It replaces the one before.

    409 names each step that is not sound, or says that programs send people in, whom nobody can know.
    """
    ask_rehearsal(journey_id, body.days, actor=request.actor)
    return Status(202, _read(request, journey_id))


@router.get(
    "/{uuid:journey_id}/dry-run",
    response=RehearsalOut,
    operation_id="get_journey_dry_run",
    summary="Read the last dry run",
)
def read(request: ApiRequest, journey_id: UUID) -> RehearsalOut:
    """Read who would have come to which step; conditions and consent are today's. 404 before the first."""
    return _read(request, journey_id)


@router.get(
    "/{uuid:journey_id}/letters",
    response=Whole[LetterOut],
    operation_id="count_journey_letters",
    summary="Count what became of letters",
)
def letters(request: ApiRequest, journey_id: UUID) -> Whole[LetterOut]:
    """Count by step the messages handed over and the people who opened or followed them; no programs."""
    line = get_journey(journey_id, actor=request.actor)
    return Whole[LetterOut](
        items=[
            LetterOut(
                step=node,
                written=one.written,
                opened=one.opened,
                followed=one.followed,
                channels=dict(one.channels),
                again=one.again,
            )
            for node, one in count_letters(line.id).items()
        ]
    )


def _read(request: ApiRequest, journey_id: UUID) -> RehearsalOut:
    found = find_rehearsal(journey_id, actor=request.actor)
    if found is None:
        raise Missing("There is no dry run yet.")
    return RehearsalOut.model_validate(found)
