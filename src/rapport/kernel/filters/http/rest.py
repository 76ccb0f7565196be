"""/filters: what each kind of record can be filtered by, and the trial of a filter before it is used."""

from typing import Annotated, Any

from ninja import Router
from pydantic import ConfigDict, Field, StringConstraints

from rapport.kernel.errors import Invalid
from rapport.kernel.filters import api
from rapport.kernel.rest.api import Answer, ApiRequest, Body, Whole

router = Router()
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")]
_MOST_OPTIONS = 500


class OptionOut(Answer):
    """One answer of a choice: `value` for filters, `label` in the caller's language."""

    value: str
    label: str


class FieldOut(Answer):
    """A field: its operators, and the answers of a choice (the first 500)."""

    name: str
    label: str
    type: str
    operators: list[str]
    indexed: bool = Field(description="Whether an index serves the comparison.")
    options: list[OptionOut]


class RelationOut(Answer):
    """Records of another kind tied to this one, for “some” and “no”."""

    name: str
    label: str
    kind: str


class KindOut(Answer):
    """What a kind of record can be filtered by, by the caller's roles."""

    kind: str
    fields: list[FieldOut]
    relations: list[RelationOut]


class TrialIn(Body):
    """A filter as JSON, or in its form for addresses."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"filter": "stage:is:customer;created:within:last-30-days"}]},
    )

    filter: dict[str, Any] | Annotated[str, StringConstraints(max_length=65_536)]


class TrialOut(Answer):
    """What a trial found: `errors` names each wrong path, such as `filter.and.1.value`, with the reason.

    Of a sound filter: both forms, in words, and how many records match (exactly up to 10,000).
    """

    errors: dict[str, str] = Field(default_factory=dict)
    filter: dict[str, Any] | None = None
    compact: str = ""
    words: str = ""
    count: int | None = None
    more: bool = Field(default=False, description="Whether more than `count` match.")


@router.get("", response=Whole[str], operation_id="list_filter_kinds", summary="List what can be filtered")
def list_kinds(request: ApiRequest) -> Whole[str]:
    """List the kinds of records you may view that can be filtered."""
    return Whole[str](items=[kind for kind in api.list_kinds() if request.actor.may("view", kind)])


@router.get("/{kind}", response=KindOut, operation_id="get_filter_fields", summary="Read a kind's fields")
def get_fields(request: ApiRequest, kind: Kind) -> KindOut:
    """Read the fields, operators and relations a kind can be filtered by; hidden fields are left out.

    Money compares as `19.90 EUR`. Days are ISO dates or `today`, `yesterday`, `today-7d` (d w m y), periods
    `last-30-days`, `this-month`, `2026-03`, `2026-Q1`; all count in the business's zone, weeks from Monday.
    """
    request.actor.require("view", kind)
    reading = api.read_for(kind, request.actor)
    return KindOut(
        kind=kind,
        fields=[_field(field, reading) for field in reading.fields.values()],
        relations=[
            RelationOut(name=one.name, label=str(one.label), kind=one.kind)
            for one in reading.relations.values()
        ],
    )


@router.post("/{kind}/trial", response=TrialOut, operation_id="try_filter", summary="Try a filter")
def try_filter(request: ApiRequest, kind: Kind, body: TrialIn) -> TrialOut:
    """Check a filter: say what is wrong with it, or put it into words and count what it finds."""
    request.actor.require("view", kind)
    try:
        tree = api.check(api.parse(body.filter), kind, actor=request.actor)
    except Invalid as error:
        return TrialOut(errors=error.fields or {"filter": error.message})
    count = api.count_matches(tree, kind, actor=request.actor)
    return TrialOut(
        filter=api.write_json(tree),
        compact=api.write_compact(tree),
        words=api.describe(tree, kind, actor=request.actor),
        count=min(count, api.COUNTED),
        more=count > api.COUNTED,
    )


def _field(field: api.FilterField, reading: api.Reading) -> FieldOut:
    options = list(field.options(reading.actor))[:_MOST_OPTIONS] if field.options else []
    return FieldOut(
        name=field.name,
        label=str(field.label),
        type=field.type,
        operators=list(api.operators_of(field)),
        indexed=field.indexed,
        options=[OptionOut(value=one.value, label=str(one.label)) for one in options],
    )
