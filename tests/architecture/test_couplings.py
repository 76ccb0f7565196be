"""Couplings an import graph cannot see: foreign keys and look-ups by name, signals, overridden saves."""

import ast
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models
from tools.contracts.house import locate

from tests.architecture.sources import Source, product

HEIGHT = {
    name: height
    for height, names in enumerate(
        (
            ("kernel",),
            ("ui",),
            ("bigdata",),
            ("customers",),
            ("analytical", "collaborative"),
            ("operational",),
            ("desk",),
            ("site",),
        )
    )
    for name in names
}
QUERY_METHODS = {"filter", "exclude", "get", "order_by", "annotate", "alias"}
OPEN_TO_FOREIGN_KEYS = {"customers", "kernel"}


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("rapport.")]


def _links() -> list[tuple[type[models.Model], Any]]:
    return [
        (model, field)
        for model in _ours()
        for field in chain[Any](model._meta.local_fields, model._meta.local_many_to_many)
        if field.is_relation
    ]


def test_foreign_keys_between_rooms_point_down_to_customers_or_the_kernel() -> None:
    wrong = []
    for model, field in _links():
        target = field.related_model
        here, there = locate(model.__module__), locate(target.__module__)
        if here is None or there is None or here.room == there.room:
            continue
        if there.floor not in OPEN_TO_FOREIGN_KEYS or HEIGHT[there.floor] > HEIGHT[here.floor]:
            wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert not wrong, "store the id instead"


def test_foreign_keys_between_rooms_leave_no_way_back() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model, field in _links()
        if locate(field.related_model.__module__)
        and locate(model.__module__) != locate(field.related_model.__module__)
        and not field.remote_field.hidden
        and _room(model) != _room(field.related_model)
    ]
    assert not wrong, 'related_name="+"'


def _room(model: type[models.Model]) -> str:
    place = locate(model.__module__)
    return place.room if place else ""


def _calls(source: Source, names: set[str]) -> list[str]:
    return [
        f"{source.name}:{node.lineno}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) in names or getattr(node.func, "id", None) in names)
    ]


def test_no_model_is_looked_up_by_name() -> None:
    found = [
        call
        for source in product()
        if not source.is_migration and not source.is_test and source.path.stem != "schema"
        for call in _calls(source, {"get_model", "get_app_config", "get_models"})
    ]
    assert not found, "a look-up by name goes round the front door"


def test_no_signals() -> None:
    found = [
        source.name
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("django.dispatch", "django.db.models.signals", "django.db.backends.signals")
    ]
    assert not found, "what happens is written where it happens, or travels as a fact"


def test_no_overridden_save() -> None:
    found = [
        f"{source.name}: {node.name}.{item.name}"
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and source.path.match("*models*")
        for item in node.body
        if isinstance(item, ast.FunctionDef) and item.name in ("save", "delete")
    ]
    assert not found, "writes are operations"


def test_no_filter_takes_a_request_whole() -> None:
    found = [
        f"{source.name}:{node.lineno}"
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("filter", "exclude", "get", "order_by")
        for keyword in node.keywords
        if keyword.arg is None and "request" in ast.unparse(keyword.value)
    ]
    assert not found, "filters and sorts come from allow-lists"
