"""Facts of settings."""

from typing import Any, ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class SettingChanged(Fact, frozen=True, kw_only=True):
    """A business or a member chose another value; null is the default again."""

    name: ClassVar[str] = "setting.changed.v1"
    subject_kind: ClassVar[str] = "setting"
    subject_field: ClassVar[str] = "setting_id"

    setting_id: UUID
    key: str
    value: Any
    member_id: UUID | None
