"""/models: every model in use, how good it is, and the way back."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Path, Router
from pydantic import ConfigDict

from rapport.customers.learnt.contracts import ModelCard, Use
from rapport.customers.learnt.operations import let_go, use_version
from rapport.customers.learnt.queries import list_models, read_model
from rapport.kernel.rest.api import Answer, ApiRequest, Body, Moment, Whole, asks

router = Router()
Key = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9_-]+$")]


class JudgedOut(Answer):
    """A figure on data the model had not seen, beside that of its rival: what one would say without having
    learnt anything. `better` says which is good; `gain` is the share by which it is better."""

    measure: str
    value: float
    rival: str
    naive: float
    better: Literal["less", "more"]
    share: bool
    gain: float


class DriftOut(Answer):
    """What changed since it was judged; `moved` where it is no longer to be trusted as it was."""

    text: str
    moved: bool


class VersionOut(Answer):
    """A version that may be put to use."""

    id: UUID
    name: str


class ModelOut(Answer):
    """A model as its room tells it, in the language of the request. `before` is the version one may go back
    to, `waiting` a newer one; `chosen_by` the member who put this version to use, empty where the nightly
    comparison did; `held` where newer ones wait. `why` says why nothing is said, or why there is no way back.
    """

    key: str
    room: str
    title: str
    says: str
    use: Use
    version: str
    method: str
    learnt_at: Moment | None
    learnt_from: str
    judged: JudgedOut | None
    drift: DriftOut | None
    chosen_by: UUID | None
    chosen_at: Moment | None
    held: bool
    before: VersionOut | None
    waiting: VersionOut | None
    why: str


class ChoiceIn(Body):
    """The version to use."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"version_id": "0198f6a0-0000-7000-8000-000000000000"}]},
    )

    version_id: UUID


@router.get(
    "",
    response=Whole[ModelOut],
    operation_id="list_models",
    summary="List models in use",
    openapi_extra=asks("view:model"),
)
def list_all(request: ApiRequest) -> Whole[ModelOut]:
    """List every model you may see by the rights of its room."""
    return Whole[ModelOut](items=[_write(one) for one in list_models(request.actor)])


@router.get(
    "/{key}",
    response=ModelOut,
    operation_id="get_model_in_use",
    summary="Read a model",
    openapi_extra=asks("view:model"),
)
def read_one(request: ApiRequest, key: Key) -> ModelOut:
    """Read a model by its key; 404 for one that is not there or not yours to see."""
    return _write(read_model(key, actor=request.actor))


@router.post(
    "/{key}/use",
    response=ModelOut,
    operation_id="use_model_version",
    summary="Use a version of a model",
    openapi_extra=asks("edit:model", "view:model"),
)
def use(request: ApiRequest, key: Key, body: ChoiceIn) -> ModelOut:
    """Go back to an older version, or approve one that waits; asks for the room's own right too. 404 for a
    version that is not there, 409 for one that learnt nothing."""
    use_version(key, body.version_id, actor=request.actor)
    return _write(read_model(key, actor=request.actor))


@router.post(
    "/{key}/let-go",
    response=ModelOut,
    operation_id="let_model_go",
    summary="Let the best version take over",
    openapi_extra=asks("edit:model", "view:model"),
)
def release(request: ApiRequest, key: Key) -> ModelOut:
    """Let the best version take over by itself again; 409 for a model whose versions are never held."""
    let_go(key, actor=request.actor)
    return _write(read_model(key, actor=request.actor))


def _write(one: ModelCard) -> ModelOut:
    return ModelOut.model_validate(one)
