"""How the end of an import is told to whoever began it."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.intake.queries import list_seen
from rapport.kernel.identity.api import Actor
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members be told that their import is over."""
    for kind, label, icon, words in (
        ("import.finished", gettext_lazy("An import of mine is finished"), "upload", _write_finished),
        ("import.failed", gettext_lazy("An import of mine failed"), "triangle-alert", _write_failed),
    ):
        register_notice(NoticeKind(kind, label, icon, words, _lead, names=list_file_names))


def list_file_names(ids: Collection[UUID], actor: Actor) -> dict[UUID, str]:
    """What the files of imports are called, as far as the reader may see them."""
    if not actor.may("view", "import"):
        return {}
    return dict(list_seen(actor).filter(id__in=tuple(ids)).values_list("id", "file_name"))


def _write_finished(told: Told) -> str:
    return _("The import is finished")


def _write_failed(told: Told) -> str:
    return _("The import failed")


def _lead(told: Told) -> str:
    return f"/imports/{told.subject_id}"
