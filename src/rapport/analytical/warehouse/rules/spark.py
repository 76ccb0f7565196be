"""A query in DuckDB's words as Spark says it: the same rows, to the cent.

sqlglot translates; here is what it leaves with another meaning.
"""

from collections.abc import Callable

import sqlglot
from sqlglot import exp

from rapport.analytical.warehouse.contracts import Model
from rapport.analytical.warehouse.rules.changes import query_of
from rapport.analytical.warehouse.rules.headers import DIALECT, FACTS

SPARK = "spark"
SECONDS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600}
EXACT = "decimal(38, 6)"
"""What lists are summed in: amounts have six decimals at most."""


def name_of_fact(fact: str) -> str:
    """Return the view Spark reads a fact under: its temporary views have no schema."""
    return f"{FACTS}_{fact.replace('.', '_')}"


def translate(query: str) -> str:
    """Return a query for Spark."""
    tree = sqlglot.parse_one(query, read=DIALECT)
    for node in reversed(list(tree.walk())):  # what lies inside is reworded first
        reworded = next((reword(node) for kind, reword in _REWORDED.items() if isinstance(node, kind)), None)
        if reworded is not None:
            node.replace(reworded)
    return tree.sql(dialect=SPARK)


def translate_type(kind: str) -> str:
    """Return a column's type, given in DuckDB's words, as Spark says it."""
    return exp.DataType.build(kind, dialect=DIALECT).sql(dialect=SPARK)


def translate_model(model: Model) -> str:
    """Return the query of a model from all it reads, with the columns its header promises."""
    columns = ", ".join(f"cast({one.name} as {one.type}) as {one.name}" for one in model.columns)
    return translate(f"select {columns} from ({query_of(model)}) as made")


def _fact(node: exp.Expr) -> exp.Expr | None:
    if node.text("db") != FACTS:
        return None
    named = exp.to_table(name_of_fact(node.name))
    named.set("alias", node.args.get("alias"))
    return named


def _quotient(node: exp.Expr) -> exp.Expr | None:
    """A quotient is a double in DuckDB; Spark would round one of decimals on the way."""
    return exp.Div(this=exp.cast(node.this, "double"), expression=node.expression)


def _list_sum(node: exp.Expr) -> exp.Expr | None:
    """Spark folds a list where DuckDB has a word for its sum, which of no items is null."""
    if node.name.lower() != "list_sum":
        return None
    (given,) = node.expressions
    text = given.sql(dialect=SPARK)
    folded = f"aggregate({text}, cast(0 as {EXACT}), (x, y) -> cast(x + y as {EXACT}))"
    return sqlglot.parse_one(f"case when size({text}) > 0 then {folded} end", read=SPARK)


def _difference(node: exp.Expr) -> exp.Expr | None:
    """DuckDB counts the borders between two moments, Spark whole units that passed."""
    seconds = SECONDS.get(node.text("unit").upper())
    if seconds is None:
        return None
    ends = [
        f"floor(unix_seconds({one.sql(dialect=SPARK)}) / {seconds})" for one in (node.this, node.expression)
    ]
    return sqlglot.parse_one(f"cast({ends[0]} - {ends[1]} as bigint)", read=SPARK)


def _week(node: exp.Expr) -> exp.Expr | None:
    return exp.WeekOfYear(this=node.this)


def _weekday(node: exp.Expr) -> exp.Expr | None:
    """Spark counts the days of a week from Monday, 0."""
    return sqlglot.parse_one(f"(weekday({node.this.sql(dialect=SPARK)}) + 1)", read=SPARK)


_REWORDED: dict[type[exp.Expr], Callable[[exp.Expr], exp.Expr | None]] = {
    exp.Table: _fact,
    exp.Div: _quotient,
    exp.Anonymous: _list_sum,
    exp.DateDiff: _difference,
    exp.Week: _week,
    exp.DayOfWeekIso: _weekday,
}
