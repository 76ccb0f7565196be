"""How an owner is told of what came in by a form."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy, ngettext

from rapport.customers.forms.jobs import NEWS
from rapport.customers.forms.queries import list_forms
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let the owner of a form be told of entries, by a letter at once unless they chose otherwise."""
    label = gettext_lazy("Entries come in by a form of mine")
    register_notice(
        NoticeKind(NEWS, label, "clipboard-list", _write, _lead, names=name_forms, way="mail", pressing=True)
    )


def name_forms(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """What forms are called, as far as the reader may see them."""
    if not actor.may("view", "form"):
        return {}
    return dict(list_forms(actor).filter(id__in=tuple(ids)).values_list("id", "name"))


def _write(told: Told) -> str:
    count = int(told.values.get("count", 0))
    return ngettext("%(count)s new entry", "%(count)s new entries", count) % {"count": count}


def _lead(told: Told) -> str:
    return f"/forms/{told.subject_id}"
