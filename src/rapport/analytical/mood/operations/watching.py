"""Look whether more are unhappy than usual; tell of it once, and say when it is over."""

from datetime import datetime, timedelta

from django.db import connection

from rapport.analytical.mood import events
from rapport.analytical.mood.models import MoodRise
from rapport.analytical.mood.queries.rises import find_products
from rapport.analytical.mood.rules.rises import Counts, find_rises, is_over
from rapport.kernel.identity.api import Actor, list_holders
from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.work.api import Work, unit_of_work

ROSE = "mood.rose"
WEEK, WEEKS = timedelta(days=7), 13
# Who writes ten times in a week counts once, unhappy if any of it was: ten angry lines are one angry person.
COUNT = """
with said as (
    select coalesce(party_id, conversation_id, id) as voice, mood, topics, sku, channel,
           floor(extract(epoch from %(now)s - at) / 604800)::int as week
      from mood_text
     where at > %(since)s and at <= %(now)s and mood <> '' and read_at is not null
), parts as (
    select 'all' as "by", '' as key, voice, week, mood from said
    union all select 'topic', unnest(topics), voice, week, mood from said
    union all select 'sku', sku, voice, week, mood from said where sku <> ''
    union all select 'channel', channel, voice, week, mood from said where channel <> ''
), voices as (
    select "by", key, week, voice, bool_or(mood = 'unhappy') as unhappy from parts group by 1, 2, 3, 4
)
select "by", key, count(*) filter (where week = 0), count(*) filter (where week = 0 and unhappy),
       count(*) filter (where week > 0), count(*) filter (where week > 0 and unhappy)
  from voices group by 1, 2 having count(*) filter (where week = 0) > 0
"""


def watch_mood(*, actor: Actor) -> int:
    """Compare the last seven days with the twelve weeks before them, part by part; returns how many rises
    were not known before. Safe to run again: a rise that stands is told once."""
    with unit_of_work(actor) as work:
        counts = {(one.by, one.key): one for one in count_parts(work.now)}
        standing = {
            (row.by, row.key): row
            for row in MoodRise.objects.select_for_update().filter(ended_at__isnull=True)
        }
        for place, row in standing.items():
            if is_over(counts.get(place)):
                row.ended_at = work.now
                row.save(update_fields=["ended_at"])
        fresh = [
            _begin(one, chance, work.now)
            for one, chance in find_rises(list(counts.values()))
            if (one.by, one.key) not in standing
        ]
        MoodRise.objects.bulk_create(fresh)
        _tell(fresh, work)
    return len(fresh)


def count_parts(now: datetime) -> list[Counts]:
    """Count people of every part that was spoken of within seven days, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"now": now, "since": now - WEEKS * WEEK})
        return [Counts(*row) for row in cursor.fetchall()]


def _begin(one: Counts, chance: float, now: datetime) -> MoodRise:
    return MoodRise(
        by=one.by,
        key=one.key,
        began_at=now,
        people=one.people,
        unhappy=one.unhappy,
        before=one.before,
        unhappy_before=one.unhappy_before,
        chance=chance,
    )


def _tell(rows: list[MoodRise], work: Work) -> None:
    for row in rows:
        work.record(
            events.MoodRose(
                rise_id=row.id,
                by=row.by,
                key=row.key,
                people=row.people,
                unhappy=row.unhappy,
                before=row.before,
                unhappy_before=row.unhappy_before,
                chance=row.chance,
            )
        )
    holders = list_holders("edit", "mood") if rows else []
    products = find_products({row.key for row in rows if row.by == "sku"})
    values = [
        (row, {"by": row.by, "key": products[row.key].name if row.key in products else row.key})
        for row in rows
    ]
    tell(
        [
            NoticeDraft(kind=ROSE, member_id=member_id, subject_id=row.id, key=str(row.id), values=told)
            for row, told in values
            for member_id in holders
        ],
        now=work.now,
    )
