"""/reports: the metrics, figures over them, the rows behind them, dashboards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router

from rapport.analytical.reporting.contracts import Answer, Metric
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.http.rest_alerts import router as alerts
from rapport.analytical.reporting.http.rest_comments import router as comments
from rapport.analytical.reporting.http.rest_dashboards import home
from rapport.analytical.reporting.http.rest_dashboards import router as dashboards
from rapport.analytical.reporting.http.rest_embeds import router as embeds
from rapport.analytical.reporting.http.rest_schedules import router as schedules
from rapport.analytical.reporting.queries.addresses import read_asked, write_address
from rapport.analytical.reporting.queries.asking import ask
from rapport.analytical.reporting.queries.planning import list_partners, sources_of
from rapport.analytical.reporting.queries.rows import list_rows
from rapport.analytical.reporting.queries.words import currency_of, title_of
from rapport.kernel.errors import Unknown
from rapport.kernel.filters.contracts import InvalidFilter
from rapport.kernel.rest.api import Answer as Body
from rapport.kernel.rest.api import ApiRequest, Whole, asks

reports = Router()
reports.add_router("/dashboards", dashboards)
reports.add_router("/home", home)
reports.add_router("/comments", comments)
reports.add_router("/embeds", embeds)
reports.add_router("/schedules", schedules)
reports.add_router("/alerts", alerts)
_SEES = asks("view:report")
Names = Annotated[str, Query(max_length=400, pattern=r"^[a-z0-9_,\-]*$", examples=["revenue,orders"])]
Splits = Annotated[str, Query(max_length=400, pattern=r"^[a-z0-9_,\-]*$", examples=["month,channel"])]


class MetricOut(Body):
    """A metric: its name in questions and for readers, what it means, who answers for it, what a value is
    (money in minor units, count, share of one, minutes), its formula over each table that knows it, what
    it can be
    split by, and whether it is known of each unit."""

    name: str
    label: str
    about: str
    owner: str
    measure: str
    formulas: dict[str, str]
    splits: list[str]
    by_unit: bool


class SplitOut(Body):
    """Something figures can be split by, and whether they can be narrowed by it."""

    name: str
    label: str
    filters: bool


class FiguresOut(Body):
    """Figures: `columns` by name, `rows` in order, the `whole` they are part of, money in minor units of
    `currency`
    (of the row's own where split by currency). `without` are currencies no rate is known of, `more` says that
    rows were left out, `as_of` (UTC) when the marts were built. Days are UTC."""

    title: str
    columns: list[str]
    rows: list[list[Any]]
    whole: list[float | None]
    currency: str
    currencies: list[str]
    first: date | None
    last: date | None
    without: list[str]
    more: bool
    as_of: datetime | None
    address: str


class RowsOut(Body):
    """Records behind a figure: `columns`, `rows`, the currency of each, and `after`, which leads on."""

    source: str
    columns: list[str]
    rows: list[list[Any]]
    currencies: list[str]
    after: str


@reports.get(
    "/metrics",
    response=Whole[MetricOut],
    operation_id="list_metrics",
    summary="List metrics",
    openapi_extra=_SEES,
)
def list_metrics(request: ApiRequest) -> Whole[MetricOut]:
    """List every metric as it is defined, in your language."""
    request.actor.require("view", "report")
    return Whole[MetricOut](items=[_describe(one) for one in METRICS.values()])


@reports.get(
    "/splits",
    response=Whole[SplitOut],
    operation_id="list_splits",
    summary="List what figures can be split by",
    openapi_extra=_SEES,
)
def list_splits(request: ApiRequest, metrics: Names = "") -> Whole[SplitOut]:
    """List what figures can be split by: all, or what fits these metrics together (names with commas)."""
    request.actor.require("view", "report")
    fitting = list_partners([one for one in metrics.split(",") if one])
    rows = [
        SplitOut(name=name, label=str(one.label), filters=one.filters) for name, one in DIMENSIONS.items()
    ]
    return Whole[SplitOut](items=[one for one in rows if one.name in fitting])


@reports.get(
    "/figures",
    response=FiguresOut,
    operation_id="get_figures",
    summary="Ask for figures",
    openapi_extra=_SEES,
)
def get_figures(
    request: ApiRequest,
    *,
    metrics: Names,
    by: Splits = "",
    filter: Annotated[str, Query(max_length=4000, examples=["country:any_of:DE|AT"])] = "",
    period: Annotated[str, Query(max_length=24, examples=["90d", "2026-01-01..2026-01-31"])] = "28d",
    sort: Annotated[str, Query(max_length=60, examples=["-revenue"])] = "",
    top: Annotated[int, Query(ge=0, le=500)] = 0,
) -> FiguresOut:
    """Ask for metrics, split and narrowed, over a stretch of days, of the units you may see.

    Periods are 7d, 28d, 90d, 365d (up to yesterday), month, quarter, year (under way), all, or two days.
    404 for what there is not or what does not meet, and before the first build of the marts; 403 for what is
    known of the whole business alone, 502 while the marts are copied.
    """
    request.actor.require("view", "report")
    asked = {"of": metrics, "by": by, "filter": filter, "in": period, "sort": sort, "top": str(top)}
    with _said_as_unknown():
        return _figures(ask(read_asked(asked), actor=request.actor))


@contextmanager
def _said_as_unknown() -> Iterator[None]:
    """Answer a filter that names what there is not as unknown: no description tells all names."""
    try:
        yield
    except InvalidFilter as refusal:
        raise Unknown("This cannot be asked.", code="question", fields=refusal.reasons) from refusal


@reports.get(
    "/rows",
    response=RowsOut,
    operation_id="list_report_rows",
    summary="List the rows behind a figure",
    openapi_extra=_SEES,
)
def list_behind(
    request: ApiRequest,
    *,
    metrics: Names,
    filter: Annotated[str, Query(max_length=4000, examples=["channel:is:web"])] = "",
    period: Annotated[str, Query(max_length=24, examples=["28d"])] = "28d",
    after: Annotated[str, Query(max_length=420)] = "",
) -> RowsOut:
    """List the records a figure was summed from, newest first, fifty at a time; `after` of one leads on."""
    request.actor.require("view", "report")
    with _said_as_unknown():
        question = read_asked({"of": metrics, "filter": filter, "in": period})
        found = list_rows(question, actor=request.actor, after=after)
    return RowsOut(
        source=found.source.name,
        columns=[str(one.label) for one in found.columns],
        rows=[list(row) for row in found.rows],
        currencies=list(found.currencies),
        after=found.after,
    )


def _describe(metric: Metric) -> MetricOut:
    sources = sources_of(metric)
    return MetricOut(
        name=metric.name,
        label=str(metric.label),
        about=str(metric.about),
        owner=str(metric.owner),
        measure=metric.measure,
        formulas={one.tables[0]: metric.formulas[one.name] for one in sources},
        splits=sorted(list_partners([metric.name])),
        by_unit=any(one.unit for one in sources),
    )


def _figures(answer: Answer) -> FiguresOut:
    return FiguresOut(
        title=title_of(answer.columns),
        columns=[one.name for one in answer.columns],
        rows=[list(row) for row in answer.rows],
        whole=list(answer.whole),
        currency=answer.currency,
        currencies=[currency_of(answer, row) for row in answer.rows],
        first=answer.first,
        last=answer.last,
        without=list(answer.lost),
        more=answer.more,
        as_of=answer.as_of,
        address=f"/ask?{write_address(answer.question)}",
    )
