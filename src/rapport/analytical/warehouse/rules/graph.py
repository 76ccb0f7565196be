"""The order models are built in, what a model rests on, and what rests on it."""

from collections.abc import Collection, Iterable
from graphlib import TopologicalSorter

import sqlglot
from sqlglot import exp
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from rapport.analytical.warehouse.contracts import Model, QualityTest
from rapport.analytical.warehouse.rules.headers import DIALECT


def sort_models(models: Iterable[Model]) -> list[Model]:
    """Return the models so that each comes after what it reads; raises `CycleError` for a ring."""
    named = {model.name: model for model in models}
    order = TopologicalSorter({model.name: model.models for model in named.values()})
    return [named[name] for name in order.static_order() if name in named]


def trace(model: Model, others: Iterable[Model]) -> dict[str, list[str]]:
    """Return for each column what it is made of, sorted: `model.column`, or `fact.column` of its facts.

    `others` are the models there are.
    """
    shapes: dict[str, object] = {one.name: {each.name: each.type for each in one.columns} for one in others}
    known: dict[str, object] = {name: shapes[name] for name in model.models}
    query = qualify(
        sqlglot.parse_one(model.sql, read=DIALECT),
        schema=known,
        dialect=DIALECT,
        validate_qualify_columns=False,
        identify=False,
    )
    scope = build_scope(query)
    return {
        column.name: _leaves(lineage(column.name, query, known, scope=scope, dialect=DIALECT))
        for column in model.columns
    }


def _leaves(node: Node) -> list[str]:
    found = set()
    for leaf in node.walk():
        if isinstance(leaf.expression, exp.Table):
            table = leaf.expression.text("db") or leaf.expression.name
            found.add(f"{table}.{leaf.name.split('.')[-1]}")
    return sorted(found)


def key_test(model: Model, about: str) -> QualityTest:
    """Return the test that each key of a model is there, and there once; `about` says so in words."""
    key = ", ".join(model.key)
    empty = " or ".join(f"{column} is null" for column in model.key)
    sql = f"select {key}, count(*) as rows from {model.name} group by {key} having count(*) > 1 or {empty}"
    return QualityTest(f"{model.name}_key", (model.name,), about, sql, model.key[0])


def blame(failing: Iterable[Collection[str]], models: Iterable[Model]) -> frozenset[str]:
    """Return the models that may not be published: those tests found wrong, their marts, and what reads them.

    `failing` are what failed tests watch over; of wrong states of facts, the marts made of them are blamed.
    """
    made = {model.name: model for model in models if model.kind != "latest"}
    wrong: set[str] = set()
    for watched in failing:
        found = set(watched) & made.keys() or _readers(watched, made.values())
        marts = {made[name].mart for name in found}
        wrong |= {model.name for model in made.values() if model.mart in marts}
    return frozenset(wrong | _readers(wrong, made.values()))


def _readers(names: Iterable[str], models: Iterable[Model]) -> set[str]:
    """Return what reads any of these, or reads what does; the models come lowest first."""
    read = set(names)
    found: set[str] = set()
    for model in models:
        if (read | found).intersection(model.models):
            found.add(model.name)
    return found
