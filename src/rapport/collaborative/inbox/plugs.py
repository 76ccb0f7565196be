"""What the inbox gives to the rooms below: its settings, where conversations are seen."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import name_threads
from rapport.collaborative.inbox.operations.late import LATE
from rapport.kernel.notices.api import NoticeKind, Told, register_notice
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings


def register_notices() -> None:
    """Let members be told of answers that are late."""
    label = _("An answer of mine is late")
    register_notice(NoticeKind(LATE, label, "alarm-clock", _write_late, _lead, names=name_threads))


def _write_late(told: Told) -> str:
    return gettext("An answer is late")


def _lead(told: Told) -> str:
    return f"/conversations/{told.subject_id}"


def declare_times() -> None:
    """Declare by when customers are answered, and how long an answer can be taken back."""
    group = SettingGroup(
        key="inbox",
        label=_("Inbox"),
        help=_("By when customers are answered, in working time, and how long an answer can be taken back."),
        icon="inbox",
        order=64,
        words="sla first response undo send service level",
    )
    declare_settings(
        group,
        [
            Setting(
                key="inbox.first_answer",
                label=_("A first message is answered within"),
                type="whole",
                default=240,
                least=1,
                most=10_080,
                unit=_("working minutes"),
                required=True,
            ),
            Setting(
                key="inbox.next_answer",
                label=_("A further message is answered within"),
                type="whole",
                default=480,
                least=1,
                most=10_080,
                unit=_("working minutes"),
                required=True,
            ),
            Setting(
                key="inbox.undo_seconds",
                label=_("An answer can be taken back for"),
                type="whole",
                default=10,
                least=0,
                most=120,
                unit=_("seconds"),
                required=True,
                help=_("So long it waits before it is sent."),
            ),
        ],
    )
