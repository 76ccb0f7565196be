"""Which kinds of notices there are; rooms register when the house starts."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.notices.contracts import NoticeKind
from rapport.kernel.settings.api import Setting, SettingGroup, declare_settings

GROUP = SettingGroup(
    key="notices",
    label=_("Notices"),
    icon="bell",
    order=16,
    words="notifications mail digest bell 通知",
    help=_("What you are told, and how: here, also by a letter a day, or not at all."),
)
WAYS = (("here", _("Here")), ("mail", _("Here and by letter")), ("off", _("Not at all")))
_kinds: dict[str, NoticeKind] = {}


def register_notice(kind: NoticeKind) -> None:
    """Let members be told of a kind (in `apps.ready()`), and let each choose how; the same kind replaces."""
    _kinds[kind.kind] = kind
    setting = Setting(
        key=kind.setting,
        label=kind.label,
        type="choice",
        default=kind.way,
        scope="member",
        choices=lambda: WAYS,
    )
    declare_settings(GROUP, [setting])


def get_kind(kind: str) -> NoticeKind:
    """Return a kind; raises `LookupError` for one nobody registered."""
    found = _kinds.get(kind)
    if found is None:
        raise LookupError(f"Nobody tells members of {kind}.")
    return found


def list_kinds() -> list[NoticeKind]:
    """Return every kind."""
    return list(_kinds.values())
