"""Until when a conversation is put off, as people choose it."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid

MORNING = time(9)
LONGEST_HOURS = 24 * 365


def read_rest(how: str, until: str = "") -> datetime | None:
    """Return the moment (UTC) a choice means where its reader is; none for “until an answer”.

    `how` is hours, tomorrow, week or answer; else `until` is a moment by the reader's clock.

    Raises `Invalid`.
    """
    if how == "answer":
        return None
    here = timezone.localtime()
    if how.isdecimal() and 0 < int(how) <= LONGEST_HOURS:
        return timezone.now() + timedelta(hours=int(how))
    if how in ("tomorrow", "week"):
        days = 1 if how == "tomorrow" else 7 - here.weekday()
        return timezone.make_aware(datetime.combine(here.date() + timedelta(days=days), MORNING))
    try:
        return timezone.make_aware(datetime.fromisoformat(until).replace(tzinfo=None))
    except ValueError as error:
        raise Invalid(_("Until when?"), fields={"until": _("Until when?")}) from error
