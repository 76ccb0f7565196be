"""Values as history keeps them (JSON), written for a reader."""

import re
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from rapport.ui.contracts.viewer import Viewer

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d(?::?\d\d)?)?")


def write_kept(value: object, viewer: Viewer, longest: int) -> str:
    """Yes and no, days, moments, lists and groups of them as people write them; empty for nothing."""
    text = _write(value, viewer)
    return text if len(text) <= longest else f"{text[:longest]}…"


def _write(value: object, viewer: Viewer) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(filter(None, (_write(one, viewer) for one in value)))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_write(one, viewer)}" for name, one in value.items())
    return _write_time(str(value), viewer)


def _write_time(text: str, viewer: Viewer) -> str:
    try:
        if _DAY.fullmatch(text):
            return viewer.day(date.fromisoformat(text))
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return viewer.moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except ValueError:  # shaped like a time, and none
        pass
    return text
