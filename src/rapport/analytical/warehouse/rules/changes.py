"""What follows from what changed: for which values of a column a model is made again, by which query.

Whatever builds marts keeps the rows a build took out of a model and put into it as `changed_<model>`.
"""

from collections.abc import Collection, Iterable, Sequence

import sqlglot
from sqlglot import exp

from rapport.analytical.warehouse.contracts import Model, QualityTest
from rapport.analytical.warehouse.rules.headers import DIALECT, GONE

CHANGED = "changed_"


def query_of(model: Model) -> str:
    """Return a model's query with what its kind asks for: of a `latest` one the newest row of each key.

    Which row is newest the columns decide, not the order of arrival; whoever left is left out.
    """
    if model.kind != "latest":
        return model.sql
    newest = ", ".join(f"{column} desc" for column in model.newest)
    return (
        f"select * from ({model.sql}) as told{_without_gone(model)}"
        f" qualify row_number() over (partition by {', '.join(model.key)} order by {newest}) = 1"
    )


def _without_gone(model: Model) -> str:
    if not model.forgets:
        return ""
    gone = "not exists (select 1 from {gone} where {gone}.party_id = told.{column})"
    return " where " + " and ".join(gone.format(gone=GONE, column=column) for column in model.forgets)


def lie_outside(model: Model, above: Iterable[Model]) -> list[Model]:
    """Return what a model reads that tells nothing of `by`: when that changes, the model is made whole."""
    lead = _lead(model, above)
    known = {model.by, *lead.key} if lead else {model.by}
    return [other for other in above if other.name in model.models and not known & other.column_names]


def find_touched(model: Model, above: Sequence[Model]) -> str:
    """Return the query of the values of `by`, as `value`, that something changed of in what a model reads."""
    lead = _lead(model, above)
    parts = []
    for other in above:
        if other.name not in model.models:
            continue
        if model.by in other.column_names:
            parts.append(f"select {model.by} as value from {CHANGED}{other.name}")
        if lead is None or lead.key[0] not in other.column_names:
            continue
        told = lead.key[0]
        if other.name == lead.name:
            parts.append(f"select {told} as value from {CHANGED}{other.name}")
        elif model.by not in other.column_names:
            parts.append(
                f"select coalesce(l.{model.by}, c.{told}) as value from {CHANGED}{other.name} as c"
                f" left join {lead.name} as l on l.{told} = c.{told}"
            )
    changed = " union ".join(parts)
    return f"select value from ({changed}) as found where value is not null"


def narrow(model: Model, above: Sequence[Model], touched: str) -> str:
    """Return a model's query over those rows it reads that belong to touched values of its `by`.

    `touched` is a table of one column, `value`; what says nothing of `by` is read whole.
    """
    chosen = f"select value from {touched}"
    lead = _lead(model, above)
    conditions: dict[str, str] = {}
    for other in above:
        if model.by in other.column_names and other is not lead:
            conditions[other.name] = f"{model.by} in ({chosen})"
        elif lead is not None and other is not lead and lead.key[0] in other.column_names:
            told = f"select {lead.key[0]} from {lead.name} where {model.by} in ({chosen})"
            conditions[other.name] = f"{lead.key[0]} in ({chosen} union all {told})"
    return _restrict(model.sql, conditions)


def narrow_test(test: QualityTest, models: Iterable[Model], whole: Collection[str] = ()) -> str:
    """Return a test's question, asked of nothing but the values of `by` that changed in what it watches.

    Where something it watches is among the `whole`, made again from end to end, it is asked of everything:
    that costs less than to choose everything by its values.
    """
    watched = [model for model in models if model.name in test.of and test.by in model.column_names]
    if any(model.name in whole for model in watched):
        return test.sql
    changed = " union all ".join(f"select {test.by} from {CHANGED}{model.name}" for model in watched)
    return _restrict(test.sql, {model.name: f"{test.by} in ({changed})" for model in watched})


def _lead(model: Model, above: Iterable[Model]) -> Model | None:
    return next((other for other in above if model.through and other.name == model.through), None)


def _restrict(query: str, conditions: dict[str, str]) -> str:
    """Return a query that reads of each named table only the rows a condition allows."""

    def replace(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and not node.db and node.name in conditions:
            chosen = f"select * from {node.name} where {conditions[node.name]}"
            inner = sqlglot.parse_one(chosen, read=DIALECT)
            return exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(node.alias_or_name)))
        return node

    return sqlglot.parse_one(query, read=DIALECT).transform(replace).sql(dialect=DIALECT)
