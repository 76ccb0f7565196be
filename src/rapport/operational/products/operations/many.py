"""What may be done to many products at once: one statement, their facts in parcels, undo by batch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from rapport.kernel.bulk.api import BulkKind, Refused, put_back
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work
from rapport.operational.products.events import ProductUpdated
from rapport.operational.products.models import Category, Product
from rapport.operational.products.operations.bulk import publish
from rapport.operational.products.operations.checks import check_product
from rapport.operational.products.operations.offers import offer_of, tell_offers

SETTABLE = ("stage", "category_id", "active")


def set_field(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> list[Refused]:
    """Give one field of many products the same value."""
    field, value = values["field"], values["value"]
    there = _lock(ids)
    same = Q(**{f"{field}__isnull": True}) if value is None else Q(**{field: value})
    changed = list(Product.objects.filter(~same, id__in=there).values_list("id", flat=True))
    if changed:
        Product.objects.filter(id__in=changed).update(
            **{field: value}, version=F("version") + 1, updated_at=work.now
        )
        _tell(changed, values, work)
    return _gone(ids, there)


def unset_field(ids: Sequence[UUID], values: Mapping[str, Any], batch_id: UUID, work: Work) -> list[Refused]:
    """Put a field back as it was before a batch."""
    there = _lock(ids)
    restored = put_back("product", [values["field"]], there, batch_id, raised=work.now)
    if restored:
        _tell(restored, values, work)
    return _gone(ids, there)


def list_actions() -> list[BulkKind]:
    """Return what may be done to many products."""
    return [BulkKind("product", "edit", "edit", lambda: _("Change products"), _check, set_field, unset_field)]


def _check(values: Mapping[str, str], actor: Actor) -> dict[str, Any]:
    """The field is one of those that may be set for many, and the value one it takes."""
    field = values.get("field", "")
    if field not in SETTABLE:
        raise Invalid(_("There is no such field."))
    actor.require_fields("product", [field])
    text = values.get(field, "")
    value: object = text
    if field == "active":
        if text not in ("yes", "no"):
            raise Invalid(_("There is no such choice."))
        value = text == "yes"
    elif field == "category_id":
        value = _category(text)
    elif wrong := check_product({field: text}):
        raise Invalid(_("The product is not right yet."), fields=wrong)
    return {"field": field, "value": value}


def _category(text: str) -> str | None:
    if not text:
        return None
    try:
        category = UUID(text)
    except ValueError as error:
        raise Invalid(_("There is no such category.")) from error
    if not Category.objects.filter(id=category).exists():
        raise Invalid(_("There is no such category."))
    return str(category)


def _lock(ids: Sequence[UUID]) -> list[UUID]:
    rows = Product.objects.select_for_update().filter(id__in=ids).order_by("id")
    return list(rows.values_list("id", flat=True))


def _gone(ids: Sequence[UUID], there: Sequence[UUID]) -> list[Refused]:
    known, reason = set(there), _("No longer there.")
    return [Refused(one, reason) for one in ids if one not in known]


def _tell(ids: Sequence[UUID], values: Mapping[str, Any], work: Work) -> None:
    products = list(Product.objects.filter(id__in=ids).order_by("id"))
    publish(work, products, ProductUpdated)
    if values["field"] == "active":  # each of them was the opposite before
        tell_offers(
            products, {one.id: replace(offer_of(one), active=not one.active) for one in products}, work
        )
