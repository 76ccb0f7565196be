"""Which source answers a question, and what is wrong with one that none can answer."""

from collections.abc import Iterable

from rapport.analytical.reporting.contracts.catalogue import Metric, Source
from rapport.analytical.reporting.contracts.dimensions import DIMENSIONS
from rapport.analytical.reporting.contracts.metrics import METRICS
from rapport.analytical.reporting.contracts.questions import FACES, MOST_METRICS, MOST_SPLITS, Question
from rapport.analytical.reporting.contracts.sources import SOURCES
from rapport.analytical.reporting.queries.compiling import has_dimension
from rapport.kernel.errors import Forbidden, Unknown, say
from rapport.kernel.filters.contracts import And, Condition, Filter, Not, Or

MOST_TOP = 500


def check_question(question: Question) -> None:
    """Raise `Unknown` naming each part of a question that names nothing there is."""
    wrong: dict[str, str] = {}
    for name in question.metrics:
        if name not in METRICS:
            wrong["of"] = say("There is no metric “%(name)s”.", name=name[:40])
    for name in question.by:
        if name not in DIMENSIONS:
            wrong["by"] = say("Nothing can be split by “%(name)s”.", name=name[:40])
    if not question.metrics or len(set(question.metrics)) > MOST_METRICS:
        wrong.setdefault("of", say("Choose one to %(most)d metrics.", most=MOST_METRICS))
    if len(set(question.by)) != len(question.by) or len(question.by) > MOST_SPLITS:
        wrong.setdefault("by", say("Split by at most %(most)d different things.", most=MOST_SPLITS))
    if question.sort.removeprefix("-") not in ("", *question.metrics, *question.by):
        wrong["sort"] = say("Sort by something that is asked for.")
    if not 0 <= question.top <= MOST_TOP:
        wrong["top"] = say("From 0 to %(most)d.", most=MOST_TOP)
    if question.face not in FACES:
        wrong["as"] = say("A number, line, bar or table.")
    if wrong:
        raise Unknown("This cannot be asked.", code="question", fields=wrong)


def choose_source(question: Question, *, walled: bool) -> Source:
    """Return the first source that has everything a question asks for.

    `walled` readers reach some units alone, and are answered by sources that know units. Raises `Unknown`
    where metrics and dimensions do not meet in any source, `Forbidden` where only the whole business is
    known of them.
    """
    fitting = [one for one in SOURCES.values() if _fits(one, question)]
    if not fitting:
        raise Unknown(
            "These metrics and dimensions are not known together. Leave one out.", code="do-not-meet"
        )
    reachable = [one for one in fitting if one.unit or not walled]
    if not reachable:
        raise Forbidden("This is known of the whole business only.", code="whole-only")
    return reachable[0]


def list_partners(metrics: Iterable[str]) -> frozenset[str]:
    """Return the dimensions these metrics can be split by together; all of them for none."""
    names = list(metrics)
    return frozenset(
        name
        for name in DIMENSIONS
        if any(_has_metrics(one, names) and has_dimension(one, name) for one in SOURCES.values())
    )


def sources_of(metric: Metric) -> list[Source]:
    """Return the sources that know a metric, the smallest first."""
    return [one for one in SOURCES.values() if one.name in metric.formulas]


def fields_of(filter: Filter) -> frozenset[str]:
    """Return the fields a filter asks about."""
    match filter:
        case And(parts) | Or(parts):
            return frozenset().union(*(fields_of(one) for one in parts))
        case Not(part):
            return fields_of(part)
        case Condition(field):
            return frozenset((field,))
    return frozenset()


def _fits(source: Source, question: Question) -> bool:
    asked = (*question.by, *(name for name in fields_of(question.filter) if name in DIMENSIONS))
    return _has_metrics(source, question.metrics) and all(has_dimension(source, name) for name in asked)


def _has_metrics(source: Source, names: Iterable[str]) -> bool:
    return all(name in METRICS and source.name in METRICS[name].formulas for name in names)
