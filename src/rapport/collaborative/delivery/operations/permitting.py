"""May these advertising messages leave now? Asked of all at once, as they are claimed."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from rapport.collaborative.delivery.models import Delivery
from rapport.collaborative.delivery.operations.rows import Carriage
from rapport.customers.consent.api import may_contact_many
from rapport.kernel.settings.api import get_setting
from rapport.kernel.work.api import Work

ALLOWED, QUIET_HOURS, HAD_ENOUGH, NO_CONSENT = "allowed", "quiet-hours", "had-enough", "no-consent"
HELD = ("claimed", "sending")
CAPS = {"delivery.most_a_day": timedelta(days=1), "delivery.most_a_week": timedelta(days=7)}
"""Settings that say how many a customer gets at most, and within which time."""


def judge(rows: Sequence[Carriage], work: Work) -> dict[UUID, str]:
    """Return by delivery whether it is allowed, else why not, by as many statements however many they are.

    From here to the commit no other claim of the business counts, on whatever channel, so that no cap is
    passed by two at once. Of several messages to one customer the first ones count.
    """
    if not rows:
        return {}
    _wait_in_line(work)
    said = ask_consent(rows, work)
    return said | _count([row for row in rows if said[row.id] == ALLOWED], work)


def find_unwanted(rows: Sequence[Carriage], work: Work) -> dict[UUID, str]:
    """Return which claimed deliveries their customers no longer want, and why: asked as they are handed over.

    The caller let no withdrawal pass (`hold_withdrawals`) before it read the rows. Hours and caps were asked
    as they were claimed, a moment ago.
    """
    said = ask_consent([row for row in rows if row.purpose], work)
    return {one: reason for one, reason in said.items() if reason not in (ALLOWED, QUIET_HOURS)}


def ask_consent(rows: Sequence[Carriage], work: Work) -> dict[UUID, str]:
    """Return by delivery what consent and quiet hours say of it."""
    said = {row.id: NO_CONSENT for row in rows}
    for purpose, channel in sorted({(row.purpose, row.channel) for row in rows}):
        some = [row for row in rows if (row.purpose, row.channel) == (purpose, channel)]
        asked = [(row.party_id, row.address) for row in some if row.party_id]
        answers = iter(may_contact_many(asked, purpose, channel, at=work.now))
        said |= {row.id: next(answers).reason for row in some if row.party_id}
    return said


def _count(rows: Sequence[Carriage], work: Work) -> dict[UUID, str]:
    room = _room({row.party_id for row in rows if row.party_id}, work)
    full = dict[UUID, str]()
    for row in rows:
        if row.party_id in room:
            room[row.party_id] -= 1
            if room[row.party_id] < 0:
                full[row.id] = HAD_ENOUGH
    return full


def _room(party_ids: Collection[UUID], work: Work) -> dict[UUID, int]:
    """Return how many more advertising messages each customer may get now; empty where nothing caps them.

    What is being sent at the moment counts like what was: perhaps it has arrived.
    """
    room = dict[UUID, int]()
    for setting, span in CAPS.items():
        most = get_setting(setting)
        if not most:
            continue
        own = Delivery.objects.filter(party_id__in=party_ids).exclude(purpose="")
        since = work.now - span
        perhaps = Q(state__in=HELD) | Q(state="uncertain", due_at__gt=since)
        lately = own.filter(Q(sent_at__gt=since) | perhaps)
        had = dict(lately.values_list("party_id").annotate(Count("id")))
        for party_id in party_ids:
            left = most - had.get(party_id, 0)
            room[party_id] = min(room.get(party_id, left), left)
    return room


def _wait_in_line(work: Work) -> None:
    with connection.cursor() as cursor:
        line = f"caps {work.actor.tenant_id}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [line])
