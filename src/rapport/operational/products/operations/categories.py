"""Entering and changing categories."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.errors import Clash, Conflict, Invalid, Missing, Unknown
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work
from rapport.operational.products.models import Category


def create_category(name: str, code: str, *, parent_id: UUID | None = None, actor: Actor) -> Category:
    """Enter a category; raises `Conflict` when the code is taken, `Invalid` on an unknown parent."""
    actor.require("create", "product")
    with unit_of_work(actor):
        _check({"name": name, "code": code})
        if Category.objects.filter(code=code).exists():
            raise _taken()
        if parent_id is not None:
            _require_parent(None, parent_id)
        return Category.objects.create(name=name.strip(), code=code.strip(), parent_id=parent_id)


def change_category(category_id: UUID, values: dict[str, Any], *, actor: Actor) -> Category:
    """Change name, code or parent of a category; raises `Missing`, `Conflict` or `Invalid`."""
    actor.require("edit", "product")
    with unit_of_work(actor):
        category = Category.objects.select_for_update().filter(id=category_id).first()
        if category is None:
            raise Missing(_("There is no such category."))
        _check(values)
        if "code" in values and Category.objects.filter(code=values["code"]).exclude(id=category_id).exists():
            raise _taken()
        if values.get("parent_id") is not None:
            _require_parent(category_id, values["parent_id"])
        for name in values.keys() & {"name", "code", "parent_id"}:
            setattr(category, name, values[name])
        category.save()
    return category


def _check(values: dict[str, Any]) -> None:
    wrong: dict[str, str] = {
        name: _("Must not be empty.")
        for name in ("name", "code")
        if name in values and not str(values[name]).strip()
    }
    if wrong:
        raise Invalid(_("The category is not complete."), fields=wrong)


def _taken() -> Conflict:
    reason = _("A category with this code exists already.")
    return Conflict(reason, code="code-taken", fields={"code": reason})


def _require_parent(category_id: UUID | None, parent_id: UUID) -> None:
    """Raise `Unknown` when there is no such parent, `Conflict` when it lies at or below the category."""
    parents = dict(Category.objects.values_list("id", "parent_id"))
    above: UUID | None = parent_id
    seen: set[UUID] = set()
    while above is not None:
        if above not in parents:
            raise Unknown(
                _("There is no such category."), fields={"parent_id": _("There is no such category.")}
            )
        if above == category_id or above in seen:
            reason = _("Not a category that may stand above this one.")
            raise Clash(reason, code="circle", fields={"parent_id": reason})
        seen.add(above)
        above = parents[above]
