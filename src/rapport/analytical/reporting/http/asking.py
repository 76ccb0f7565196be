"""Ask: metrics, splits, conditions and a stretch of days, answered as chart and table; the address is the
report."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.analytical.reporting.contracts import Answer, Metric, Question
from rapport.analytical.reporting.contracts.comments import Place
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.contracts.questions import MOST_METRICS
from rapport.analytical.reporting.http.comments import address_of
from rapport.analytical.reporting.http.tiles import Cell, draw_stat, draw_table
from rapport.analytical.reporting.operations.arranging import REPORT
from rapport.analytical.reporting.queries.addresses import read_asked, write_address
from rapport.analytical.reporting.queries.asking import ask
from rapport.analytical.reporting.queries.charts import draw_answer
from rapport.analytical.reporting.queries.conditions import OPERATORS, say_filter
from rapport.analytical.reporting.queries.planning import list_partners
from rapport.analytical.reporting.queries.words import PERIODS, say_lost, say_period, title_of, write_figure
from rapport.kernel.errors import RapportError
from rapport.kernel.filters.api import EVERYTHING, And, Condition, Filter
from rapport.kernel.identity.api import Actor, actor_of
from rapport.kernel.views.api import list_views
from rapport.ui.api import Crumb, Viewer, get_viewer

SLOTS = 3
SHARING = {
    "own": gettext_lazy("Only me"),
    "team": gettext_lazy("My teams"),
    "unit": gettext_lazy("My unit"),
    "all": gettext_lazy("Everybody"),
}
FACE_LABELS = {
    "table": gettext_lazy("Table"),
    "line": gettext_lazy("Line"),
    "bar": gettext_lazy("Bars"),
    "number": gettext_lazy("Number"),
}


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to pick in the builder."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One condition of the builder: of what, how, and with which values."""

    at: int
    fields: tuple[Pick, ...]
    operators: tuple[Pick, ...]
    values: str


@require_GET
def show_ask(request: HttpRequest) -> HttpResponse:
    """The builder with what was asked; `build` tells that the builder's own fields were sent."""
    if "build" in request.GET:
        return redirect(f"{reverse('ask')}?{write_address(read_built(request.GET))}")
    actor, viewer = actor_of(request), get_viewer()
    asked = bool(request.GET.get("of"))
    question, answer, refusal = _answer(request, actor) if asked else (Question(("revenue",)), None, None)
    context = {
        "title": _("Ask"),
        "lead": _("Pick figures and what to split them by; the address of this page is the report."),
        "crumbs": [Crumb(_("Dashboards"), reverse("dashboards")), Crumb(_("Ask"))],
        **draw_builder(question, asked),
        "address": write_address(question) if asked else "",
        "comments_at": address_of(Place(question=write_address(question))) if answer else "",
        "refusal": refusal,
        "may_schedule": actor.may("create", "report"),
        "reports": list_views(REPORT, actor=actor)[:50],
        "sharing": [
            Pick(name, str(word))
            for name, word in SHARING.items()
            if name != "all" or actor.may("create", "view")
        ],
        **(draw_result(answer, viewer) if answer else {}),
    }
    return render(request, "reporting/ask.html", context, status=422 if refusal and not answer else 200)


def _answer(request: HttpRequest, actor: Actor) -> tuple[Question, Answer | None, RapportError | None]:
    question = Question(("revenue",))
    try:
        question = read_asked(request.GET.dict())
        return question, ask(question, actor=actor, compare=True), None
    except RapportError as refusal:
        return question, None, refusal


def draw_result(answer: Answer, viewer: Viewer) -> dict[str, object]:
    """Return what the page shows of an answer: a number or chart, the table, the whole."""
    heads, rows = draw_table(answer, viewer, "") if answer.question.by else ([], [])
    title = title_of(answer.columns)
    splits = len(answer.question.by)
    whole = [Cell(_("Together"), False)] * min(splits, 1) + [Cell("", False)] * max(splits - 1, 0)
    whole += [
        Cell(write_figure(value, one.metric, answer.currency, viewer), True)
        for one, value in zip(answer.columns[splits:], answer.whole, strict=True)
        if one.metric
    ]
    return {
        "answer_title": title,
        "period": say_period(answer.question.period, viewer),
        "conditions": [one for one in say_filter(answer.question.filter, viewer, {}) if one],
        "stats": draw_numbers(answer, viewer) if not splits else [],
        "chart": draw_answer(answer, viewer, id="answer", title=title, height=260)
        if answer.question.face in ("line", "bar")
        else None,
        "heads": heads,
        "rows": rows,
        "whole": whole if splits and len(answer.rows) > 1 and "currency" not in answer.question.by else [],
        "warning": say_lost(answer),
        "more": answer.more,
        "as_of": answer.as_of,
    }


def draw_numbers(answer: Answer, viewer: Viewer) -> list[object]:
    """Return each metric of an answer without splits as a number."""
    numbers: list[object] = []
    for at, one in enumerate(answer.columns):
        question = replace(answer.question, metrics=(one.name,), sort="")
        part = replace(
            answer,
            question=question,
            columns=(one,),
            whole=answer.whole[at : at + 1],
            before=answer.before[at : at + 1],
        )
        numbers.append(draw_stat(part, one.label, viewer, ""))
    return numbers


def draw_builder(question: Question, asked: bool) -> dict[str, object]:
    """Return the fields of the builder, with what the question chose."""
    fitting = list_partners(question.metrics if asked else ())
    conditions = _flatten(question.filter)
    known = [name for name in PERIODS if name == question.period]
    first, _sign, last = question.period.partition("..") if not known else ("", "", "")
    return {
        "metrics": [
            (group, [Pick(one.name, str(one.label), one.name in question.metrics) for one in members])
            for group, members in _group_metrics().items()
        ],
        "splits": [
            [Pick("", _("Nothing"))]
            + [
                Pick(name, str(one.label), question.by[at : at + 1] == (name,))
                for name, one in DIMENSIONS.items()
                if name in fitting or name in question.by
            ]
            for at in range(2)
        ],
        "slots": [_draw_slot(at, conditions[at : at + 1], fitting) for at in range(SLOTS)],
        "periods": [Pick(name, str(label), name == question.period) for name, label in PERIODS.items()],
        "first": first,
        "last": last,
        "sorts": [
            Pick(f"{sign}{name}", f"{label} {arrow}", question.sort == f"{sign}{name}")
            for name, label in _sortable(question)
            for sign, arrow in (("-", "↓"), ("", "↑"))
        ],
        "top": question.top or "",
        "faces": [Pick(one, str(label), one == question.face) for one, label in FACE_LABELS.items()],
        "most": MOST_METRICS,
    }


def read_built(sent: QueryDict | Mapping[str, str]) -> Question:
    """Return the question the builder's fields ask."""
    values = {name: sent.get(name, "") for name in ("in", "sort", "top", "as")}
    several = sent.getlist("of") if isinstance(sent, QueryDict) else [sent.get("of", "")]
    splits = [one for at in range(3) if (one := sent.get(f"by{at}", ""))]
    if sent.get("first") and sent.get("last"):
        values["in"] = f"{sent['first']}..{sent['last']}"
    question = read_asked(
        {**values, "of": ",".join(several or ["revenue"]), "by": ",".join(dict.fromkeys(splits))}
    )
    names = {"", *question.metrics, *question.by}
    parts = tuple(part for at in range(SLOTS) if (part := _read_slot(sent, at)))
    narrowed: Filter = parts[0] if len(parts) == 1 else And(parts) if parts else EVERYTHING
    sort = question.sort if question.sort.removeprefix("-") in names else ""
    return replace(question, filter=narrowed, sort=sort)


def _read_slot(sent: QueryDict | Mapping[str, str], at: int) -> Condition | None:
    field, operator = sent.get(f"field{at}", ""), sent.get(f"operator{at}", "") or "any_of"
    values = tuple(
        one.strip() for one in sent.get(f"values{at}", "").replace("，", ",").split(",") if one.strip()
    )
    if not field or (not values and operator not in ("filled", "empty")):
        return None
    return Condition(field, operator, () if operator in ("filled", "empty") else values)


def _draw_slot(at: int, held: list[Condition], fitting: frozenset[str]) -> Slot:
    one = held[0] if held else Condition("", "any_of")
    fields = [Pick("", _("Nothing"))]
    fields += [
        Pick(name, str(known.label), name == one.field)
        for name, known in DIMENSIONS.items()
        if known.filters and (name in fitting or name == one.field)
    ]
    operators = [Pick(name, str(label), name == one.operator) for name, label in OPERATORS.items()]
    return Slot(at, tuple(fields), tuple(operators), ", ".join(one.values))


def _flatten(filter: Filter) -> list[Condition]:
    """Return the conditions of a filter the builder can show: those that must all hold."""
    parts = filter.parts if isinstance(filter, And) else (filter,)
    return [one for one in parts if isinstance(one, Condition)]


def _group_metrics() -> dict[str, list[Metric]]:
    groups: dict[str, list[Metric]] = {}
    for metric in METRICS.values():
        groups.setdefault(str(metric.owner), []).append(metric)
    return groups


def _sortable(question: Question) -> list[tuple[str, str]]:
    names = [(name, str(METRICS[name].label)) for name in question.metrics if name in METRICS]
    return names + [(name, str(DIMENSIONS[name].label)) for name in question.by if name in DIMENSIONS]
