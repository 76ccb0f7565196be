"""How the end of a run in the background is told to whoever started it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.kernel.bulk.operations import FINISHED
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members be told that their run is over."""
    register_notice(
        NoticeKind(
            FINISHED,
            gettext_lazy("A change of many records is finished"),
            "list-checks",
            _write,
            lambda told: f"/lists/runs/{told.subject_id}",
        )
    )


def _write(told: Told) -> str:
    counts = {name: number_format(told.values.get(name, 0)) for name in ("changed", "refused")}
    if told.values.get("refused"):
        return _("%(changed)s records were changed, %(refused)s left as they were") % counts
    return _("%(changed)s records were changed") % counts
