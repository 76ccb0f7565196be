"""The rows behind a figure: the records it was summed from, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from rapport.analytical.reporting.contracts import Question, RowColumn, Source
from rapport.analytical.reporting.contracts.sources import SOURCES
from rapport.analytical.reporting.queries.asking import answer_compiled, narrow, reach_of
from rapport.analytical.reporting.queries.compiling import write_rows
from rapport.analytical.reporting.queries.planning import check_question, choose_source
from rapport.customers.party.api import load_names, visible_ids
from rapport.kernel.errors import Unknown
from rapport.kernel.identity.api import Actor, list_units, system_actor

PAGE = 50


@dataclass(frozen=True, slots=True)
class Rows:
    """A page of rows: columns, values in their order with the row's currency, names of who and what is named.

    `customers` are those the reader may see; `after` leads to the next page, empty at the end.
    """

    question: Question
    source: Source
    columns: tuple[RowColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    currencies: tuple[str, ...]
    customers: dict[str, str]
    units: dict[str, str]
    after: str


def list_rows(question: Question, *, actor: Actor, after: str = "", most: int = PAGE) -> Rows:
    """Return the records behind a question's figures, `most` at a time; raises what `ask` raises.

    `after` is the place the page before ended at: a day and a key.
    """
    check_question(question)
    reach = reach_of(actor)
    chosen = choose_source(question, walled=reach.units is not None)
    source = SOURCES[chosen.rows.source] if chosen.rows else chosen
    narrowing = narrow(replace(question, by=()), source, reach, timezone.now().date())
    found = answer_compiled([write_rows(source, narrowing, _read_place(after), most)], actor)[0]
    columns = source.rows.columns if source.rows else ()
    shown = found.rows[:most]
    last = shown[-1] if len(found.rows) > most else None
    rows = tuple(row[: len(columns)] for row in shown)
    return Rows(
        question=question,
        source=source,
        columns=columns,
        rows=rows,
        currencies=tuple(str(row[len(columns)] or "") for row in shown),
        customers=_name_customers(_gather(columns, rows, "customer"), actor),
        units=_name_units(actor) if any(one.kind == "unit" for one in columns) else {},
        after=f"{last[-2]}~{last[-1]}" if last else "",
    )


def _read_place(text: str) -> tuple[str, str] | None:
    if not text:
        return None
    day, sign, key = text.partition("~")
    try:
        date.fromisoformat(day)
    except ValueError:
        sign = ""
    if not sign or len(key) > 400:
        raise Unknown("This place is in no list.", code="cursor", fields={"after": "There is no such place."})
    return day, key


def _gather(columns: Iterable[RowColumn], rows: Iterable[tuple[Any, ...]], kind: str) -> list[UUID]:
    places = [at for at, one in enumerate(columns) if one.kind == kind]
    return sorted({UUID(str(row[at])) for row in rows for at in places if row[at]})


def _name_customers(ids: list[UUID], actor: Actor) -> dict[str, str]:
    """Name the customers the reader may see; the others stay a row without a name."""
    if not ids or not actor.may("view", "customer"):
        return {}
    seen = [row["id"] for row in visible_ids(actor).filter(id__in=ids)]
    return {str(one): name for one, (name, _kind) in load_names(seen).items()}


def _name_units(actor: Actor) -> dict[str, str]:
    rows = list_units(system_actor(actor.tenant_id)).values_list("id", "name")
    return {str(unit): name for unit, name in rows}
