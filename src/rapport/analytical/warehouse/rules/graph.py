"""The order models are built in, and what rests on a model."""

from collections.abc import Collection, Iterable
from graphlib import TopologicalSorter

from rapport.analytical.warehouse.contracts import Model, QualityTest


def sort_models(models: Iterable[Model]) -> list[Model]:
    """Return the models so that each comes after what it reads; raises `CycleError` for a ring."""
    named = {model.name: model for model in models}
    order = TopologicalSorter({model.name: model.models for model in named.values()})
    return [named[name] for name in order.static_order() if name in named]


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
