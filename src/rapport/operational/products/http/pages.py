"""The pages of products: page, form; and their categories."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import Actor, actor_of, find_actor_of, tenant_of
from rapport.kernel.recents.api import note_opened
from rapport.operational.products import operations, queries
from rapport.operational.products.http.costs import tell_cost
from rapport.operational.products.http.forms import CategoryForm, ProductForm
from rapport.operational.products.http.labels import STAGE_LABELS, STAGE_TONES
from rapport.operational.products.http.own import OWN
from rapport.operational.products.models import Category
from rapport.ui.api import (
    Action,
    Crumb,
    Empty,
    Fact,
    Toast,
    answer_dialog,
    get_viewer,
    go_to,
    list_cards,
    put_errors,
)


def may_see_products(request: HttpRequest) -> bool:
    """Tell whether the list of products belongs into this reader's navigation."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "product")


def show_product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """One product."""
    actor, viewer = actor_of(request), get_viewer()
    product = queries.get_product(product_id, actor)
    note_opened("product", product_id, actor=actor)
    category = product.category.name if product.category else ""
    price = viewer.price(product.unit_price, product.currency)
    may_cost = actor.may("edit", "product") and actor.may_write("product", "cost")
    facts = [
        Fact(_("SKU"), product.sku),
        Fact(_("Category"), category),
        Fact(_("Unit price"), price),
        *([tell_cost(product, viewer, may_edit=may_cost)] if actor.may_see("product", "cost") else []),
        Fact(_("On sale"), _("Yes") if product.active else _("No")),
        Fact(_("Since"), viewer.day(product.created_at.astimezone(viewer.zone).date())),
        *OWN.facts_of(product.id, actor),
    ]
    edit = Action(_("Change"), f"/products/{product.id}/edit", icon="square-pen", main=True, key="e")
    context = {
        "title": product.name,
        "crumbs": [Crumb(_("Products"), "/products"), Crumb(product.name)],
        "product": product,
        "stage": (STAGE_LABELS[product.stage], STAGE_TONES[product.stage]),
        "facts": facts,
        "columns": list_cards(request, "product", product.id),
        "subject": product.id,
        "actions": [edit] if actor.may("edit", "product") else [],
    }
    return render(request, "products/product.html", context)


def create_product(request: HttpRequest) -> HttpResponse:
    """Ask for a product and enter it."""
    actor = actor_of(request)
    form = ProductForm(
        request.POST or None, categories=_categories(actor), initial={"currency": tenant_of(request).currency}
    )
    if form.is_bound and form.is_valid():
        try:
            product = operations.create_product(form.values(), actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/products/{product.id}", Toast(_("Product entered")))
    return _form_page(request, form, _("New product"), "/products")


def edit_product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Change a product."""
    actor = actor_of(request)
    actor.require("edit", "product")
    product = queries.get_product(product_id, actor)
    names = (*("name", "sku", "stage", "currency", "description", "active", "unit_price", "cost"),)
    initial = {name: getattr(product, name) for name in names}
    for name in ("unit_price", "cost"):
        if initial[name] is not None:
            initial[name] = format(initial[name].normalize(), "f")
    initial["category_id"] = str(product.category_id or "")
    form = ProductForm(request.POST or None, categories=_categories(actor), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            operations.update_product(product_id, _changed(form, product), actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, f"/products/{product_id}", Toast(_("Saved")))
    return _form_page(request, form, product.name, f"/products/{product_id}")


def show_categories(request: HttpRequest) -> HttpResponse:
    """The shelves of the shop as a tree."""
    actor = actor_of(request)
    context = {
        "title": _("Categories"),
        "crumbs": [Crumb(_("Products"), "/products"), Crumb(_("Categories"))],
        "rows": _tree(_categories(actor)),
        "actions": [
            Action(
                _("New category"), "/products/categories/new", icon="plus", main=True, dialog=True, key="n"
            )
        ]
        if actor.may("create", "product")
        else [],
        "may": actor.may("edit", "product"),
        "empty": Empty(
            _("No categories yet"),
            _("Categories put products on shelves and narrow lists."),
            icon="folder-tree",
        ),
    }
    return render(request, "products/categories.html", context)


def create_category(request: HttpRequest) -> HttpResponse:
    """Ask for a category in a dialog and enter it."""
    actor = actor_of(request)
    form = CategoryForm(request.POST or None, categories=_categories(actor))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        parent = UUID(given["parent_id"]) if given["parent_id"] else None
        try:
            operations.create_category(given["name"], given["code"], parent_id=parent, actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, "/products/categories", Toast(_("Category entered")))
    return answer_dialog(request, _("New category"), form, "/products/categories/new")


def edit_category(request: HttpRequest, category_id: UUID) -> HttpResponse:
    """Change a category in a dialog."""
    actor = actor_of(request)
    actor.require("edit", "product")
    category = queries.get_category(category_id, actor)
    initial = {"name": category.name, "code": category.code, "parent_id": str(category.parent_id or "")}
    others = [row for row in _categories(actor) if row.id != category_id]
    form = CategoryForm(request.POST or None, categories=others, initial=initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        parent = UUID(given["parent_id"]) if given["parent_id"] else None
        try:
            operations.change_category(category_id, {**given, "parent_id": parent}, actor=actor)
        except RapportError as error:
            put_errors(form, error)
        else:
            return go_to(request, "/products/categories", Toast(_("Saved")))
    return answer_dialog(request, category.name, form, f"/products/categories/{category_id}")


def _categories(actor: Actor) -> list[Category]:
    return list(queries.list_categories(actor).order_by("name", "id"))


def _changed(form: ProductForm, product: Any) -> dict[str, Any]:
    values = form.values()
    values["category_id"] = UUID(values["category_id"]) if values["category_id"] else None
    return {name: value for name, value in values.items() if getattr(product, name) != value}


def _tree(categories: list[Category]) -> list[tuple[int, Category]]:
    """Return the categories with their depth, children under their parents."""
    children: dict[UUID | None, list[Category]] = {}
    known = {row.id for row in categories}
    for row in categories:
        children.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    rows: list[tuple[int, Category]] = []
    waiting = [(0, row) for row in reversed(children.get(None, []))]
    while waiting:
        depth, row = waiting.pop()
        rows.append((depth, row))
        waiting += [(depth + 1, child) for child in reversed(children.get(row.id, []))]
    return rows


def _form_page(request: HttpRequest, form: ProductForm, title: str, cancel: str) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": [Crumb(_("Products"), "/products"), Crumb(title)],
        "form": form,
        "cancel": cancel,
    }
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)
