"""What customers feel by what they said lately, counted anew for some of them and told to their pages."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import translation

from rapport.analytical.mood.contracts.labels import name_intent, name_mood, name_topic
from rapport.analytical.mood.models import CustomerMood
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant

LATELY = timedelta(days=100)
NAME = "mood"
# The last text that told a mood decides; what was spoken of last may be another text.
COUNT = """
with lately as (
    select party_id, mood, score, topics, intent, at, id from mood_text
     where party_id = any(%(ids)s) and at > %(since)s and read_at is not null
), told as (
    select distinct on (party_id) party_id, mood, score, at from lately
     where mood <> '' order by party_id, at desc, id desc
), topic as (
    select distinct on (party_id) party_id, topics[1] as topic from lately
     where topics[1] is not null order by party_id, at desc, id desc
), intent as (
    select distinct on (party_id) party_id, intent from lately
     where intent <> '' order by party_id, at desc, id desc
), counted as (
    select party_id, count(*) as texts, count(*) filter (where mood = 'unhappy') as unhappy
      from lately where mood <> '' group by party_id
)
insert into customer_mood (id, party_id, mood, score, topic, intent, texts, unhappy, at)
select uuidv7(), t.party_id, t.mood, t.score, coalesce(p.topic, ''), coalesce(i.intent, ''), c.texts,
       c.unhappy, t.at
  from told t join counted c using (party_id) left join topic p using (party_id)
       left join intent i using (party_id)
"""


def tell_customers(party_ids: Collection[UUID], *, now: datetime, actor: Actor) -> None:
    """Count customers anew in the running transaction, and write the insight `mood` of each."""
    if not party_ids:
        return
    ids = sorted(party_ids)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_nestloop = off")
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('mood', hashtext(%s::text)))", [actor.tenant_id]
        )
        cursor.execute("delete from customer_mood where party_id = any(%s)", [ids])
        cursor.execute(COUNT, {"ids": ids, "since": now - LATELY})
    rows = {row.party_id: row for row in CustomerMood.objects.filter(party_id__in=ids)}
    with translation.override(get_own_tenant(actor.tenant_id).locale):
        drafts = [_draft(one, rows.get(one)) for one in ids]
    record_insights(drafts, model="mood", model_version="1", as_of=now, actor=actor)


def forget_merged(party_ids: Collection[UUID]) -> None:
    """Take the moods of customers merged away; their texts have moved to who they are now."""
    CustomerMood.objects.filter(party_id__in=party_ids).delete()


def _draft(party_id: UUID, row: CustomerMood | None) -> InsightDraft:
    if row is None:
        return InsightDraft(party_id, NAME)
    reasons = [name_topic(row.topic)] if row.topic else []
    reasons += [name_intent(row.intent)] if row.intent else []
    return InsightDraft(party_id, NAME, round(row.score, 1), name_mood(row.mood), reasons=tuple(reasons))
