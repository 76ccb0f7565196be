"""/mood: reviews and posts in, how customers feel, labelled sets, models."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from rapport.analytical.mood.contracts import TextDraft, TextRow
from rapport.analytical.mood.http.bodies import (
    CorrectionIn,
    CustomerMoodOut,
    LearnIn,
    LearningOut,
    MoodModelOut,
    PairsIn,
    SetIn,
    SetOut,
    TaughtOut,
    TextFilter,
    TextIn,
    TextOut,
    write_text,
)
from rapport.analytical.mood.operations.approving import approve_model, ask_to_learn
from rapport.analytical.mood.operations.taking import take_texts
from rapport.analytical.mood.operations.teaching import add_set, correct_text, teach
from rapport.analytical.mood.queries import models as models_read
from rapport.analytical.mood.queries import texts as reads
from rapport.kernel.errors import Missing
from rapport.kernel.rest.api import (
    ApiRequest,
    Bulk,
    BulkAnswer,
    Page,
    RowFailure,
    RowSuccess,
    Whole,
    apply_bulk,
    asks,
    page_rows,
    require_match,
    set_etag,
)

router = Router()
_SEES = asks("view:mood", "view:customer")


@router.post(
    "/texts/bulk",
    response=BulkAnswer,
    operation_id="bulk_mood_texts",
    summary="Write many texts",
    openapi_extra=asks("create:mood", "edit:mood"),
)
def write_many(request: ApiRequest, body: Bulk[TextIn]) -> BulkAnswer:
    """Write up to 10,000 reviews and posts; a job reads what is new or changed within seconds."""

    def apply(rows: Sequence[tuple[int, TextIn]], mode: str) -> Iterator[RowSuccess | RowFailure]:
        drafts = [
            (
                index,
                TextDraft(
                    *(row.external_id, row.text, row.at, row.kind, row.system, row.channel),
                    *(row.customer_id, row.sku),
                ),
            )
            for index, row in rows
        ]
        for one in take_texts(drafts, mode, actor=request.actor):
            if one.id is None or one.outcome == "rejected":
                yield RowFailure(one.index, one.code, one.reason)
            elif one.outcome == "created":
                yield RowSuccess(one.index, "created", one.id)
            else:
                yield RowSuccess(one.index, "updated" if one.outcome == "updated" else "unchanged", one.id)

    return apply_bulk(body, apply)


@router.get(
    "/texts",
    response=Page[TextOut],
    operation_id="list_mood_texts",
    summary="List what customers said",
    openapi_extra=_SEES,
)
def list_page(request: ApiRequest, filters: Query[TextFilter]) -> Page[TextOut]:
    """List texts that were read, of customers you may see, the newest first."""
    rows = reads.list_reached(request.actor)
    if filters.mood:
        rows = rows.filter(mood=filters.mood)
    if filters.topic:
        rows = rows.filter(topics__contains=[filters.topic])
    if filters.sku:
        rows = rows.filter(sku=filters.sku)
    found, after = page_rows(
        rows, cursor=filters.cursor, limit=filters.limit, sort="-at", sorts=dict(reads.ORDERS)
    )
    lines = reads.load_texts([row.id for row in found], request.actor)
    return Page[TextOut](items=[write_text(line) for line in lines], next=after)


@router.get(
    "/texts/{uuid:text_id}",
    response=TextOut,
    operation_id="get_mood_text",
    summary="Read a text",
    openapi_extra=_SEES,
)
def get_one(request: ApiRequest, text_id: UUID, response: HttpResponse) -> TextOut:
    """Read a text with what was read in it; its ETag serves If-Match."""
    return _tagged(reads.get_text(text_id, actor=request.actor), response)


@router.patch(
    "/texts/{uuid:text_id}",
    response=TextOut,
    operation_id="correct_mood_text",
    summary="Correct a reading",
    openapi_extra=asks("edit:mood", "view:customer"),
)
def correct(request: ApiRequest, text_id: UUID, body: CorrectionIn, response: HttpResponse) -> TextOut:
    """Say what is right: it is never read anew, and teaches the next model of its language.

    With If-Match only if what was read is still what you saw (412).
    """
    actor = request.actor
    seen = reads.get_text(text_id, actor=actor, verb="edit", lock=True)
    require_match(request, content=_reading(write_text(seen)))
    correct_text(text_id, mood=body.mood or "", topic=body.topic, intent=body.intent, actor=actor)
    return _tagged(reads.load_texts([text_id], actor)[0], response)


@router.get(
    "/customers/{uuid:customer_id}",
    response=CustomerMoodOut,
    operation_id="get_customer_mood",
    summary="Read how a customer feels",
    openapi_extra=_SEES,
)
def get_customer(request: ApiRequest, customer_id: UUID) -> CustomerMoodOut:
    """Read how a customer feels; 404 where they said nothing lately or are not yours."""
    found = reads.find_customer_mood(customer_id, actor=request.actor)
    if found is None:
        raise Missing("This customer has said nothing lately.")
    return CustomerMoodOut.model_validate(found)


@router.get(
    "/sets",
    response=Whole[SetOut],
    operation_id="list_mood_sets",
    summary="List labelled sets",
    openapi_extra=asks("view:mood"),
)
def list_sets(request: ApiRequest) -> Whole[SetOut]:
    """List labelled sets by name."""
    return Whole[SetOut](items=[SetOut.model_validate(one) for one in models_read.list_sets(request.actor)])


@router.post(
    "/sets",
    response={201: SetOut},
    operation_id="add_mood_set",
    summary="Begin a labelled set",
    openapi_extra=asks("create:mood"),
)
def begin_set(request: ApiRequest, body: SetIn) -> Status[SetOut]:
    """Begin a labelled set; 409 where its name is taken."""
    made = add_set(body.name, body.aspect, body.language, actor=request.actor)
    return Status(201, SetOut.model_validate(made))


@router.post(
    "/sets/{uuid:set_id}/texts",
    response=TaughtOut,
    operation_id="teach_mood_set",
    summary="Put labelled texts into a set",
    openapi_extra=asks("edit:mood"),
)
def teach_set(request: ApiRequest, set_id: UUID, body: PairsIn) -> TaughtOut:
    """Put texts with their labels into a set; 422 for a text without words or an unknown mood."""
    pairs = [(one.text, one.label) for one in body.texts]
    return TaughtOut(taken=teach(set_id, pairs, actor=request.actor))


@router.get(
    "/models",
    response=Whole[MoodModelOut],
    operation_id="list_mood_models",
    summary="List models of reading",
    openapi_extra=asks("view:mood"),
)
def list_models(request: ApiRequest) -> Whole[MoodModelOut]:
    """List the newest thirty models, the newest first; 403 for who does not see all texts."""
    lines = models_read.list_models(request.actor)
    return Whole[MoodModelOut](items=[MoodModelOut.model_validate(one) for one in lines])


@router.post(
    "/models",
    response={202: LearningOut},
    operation_id="learn_mood_model",
    summary="Learn from labelled sets",
    openapi_extra=asks("create:mood"),
)
def learn(request: ApiRequest, body: LearnIn) -> Status[LearningOut]:
    """Have an aspect of a language learnt by a job; what it finds waits for an approval."""
    job = ask_to_learn(body.aspect, body.language, actor=request.actor)
    return Status(202, LearningOut(job_id=job))


@router.post(
    "/models/{uuid:model_id}/approve",
    response={204: None},
    operation_id="approve_mood_model",
    summary="Put a model to use",
    openapi_extra=asks("edit:mood"),
)
def approve(request: ApiRequest, model_id: UUID) -> Status[None]:
    """Put a model to use in the place of the one before, or go back to it. 409 for one that was refused."""
    approve_model(model_id, actor=request.actor)
    return Status(204, None)


def _tagged(row: TextRow, response: HttpResponse) -> TextOut:
    out = write_text(row)
    set_etag(response, content=_reading(out))
    return out


def _reading(out: TextOut) -> dict[str, object]:
    """Return what a correction changes: the words of a text are not the caller's in every conversation."""
    return out.model_dump(include={"mood", "score", "topics", "intent", "corrected"})


def get_router() -> Router:
    """Return the room's router, the same for every asking."""
    return router
