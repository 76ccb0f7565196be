-- kind: keyed
-- key: conversation_id
-- by: conversation_id
-- grain: one row for each conversation with a message
-- owner: delivery
-- about: Conversations, and how fast the first question of each was answered.
-- column conversation_id VARCHAR: the conversation
-- column party_id VARCHAR: the customer the newest fact names; empty for nobody known
-- column channel VARCHAR: by which way
-- column state VARCHAR: its state now
-- column began_at TIMESTAMP WITH TIME ZONE: the first message, UTC
-- column last_at TIMESTAMP WITH TIME ZONE: the newest message, UTC
-- column day DATE: the day it began, UTC
-- column messages_in BIGINT: messages the customer wrote
-- column messages_out BIGINT: messages the shop wrote
-- column asked_at TIMESTAMP WITH TIME ZONE: the first message a customer wrote themselves, UTC
-- column answered_at TIMESTAMP WITH TIME ZONE: the first message of the shop after it, UTC
-- column minutes_to_answer DECIMAL(18,1): minutes from the one to the other
-- gap satisfaction V13: what the customer says of it
with said as (
    select conversation_id, party_id, channel, direction, happened_at,
           min(case when direction = 'in' and not automatic then happened_at end)
               over (partition by conversation_id) as asked_at
      from messages where stands
), summed as (
    select conversation_id, max(party_id) as party_id, min(channel) as channel, min(happened_at) as began_at,
           max(happened_at) as last_at, count(*) filter (where direction = 'in') as messages_in,
           count(*) filter (where direction = 'out') as messages_out, min(asked_at) as asked_at,
           min(happened_at) filter (where direction = 'out' and happened_at > asked_at) as answered_at
      from said group by conversation_id
), states as (
    select conversation_id, party_id, state,
           row_number() over (partition by conversation_id order by version desc) as place
      from conversation_states
)
select s.conversation_id, coalesce(c.party_id, s.party_id) as party_id, s.channel, coalesce(c.state, '') as state,
       s.began_at, s.last_at, cast(s.began_at at time zone 'UTC' as date) as day, s.messages_in, s.messages_out,
       s.asked_at, s.answered_at,
       cast(cast(date_diff('second', s.asked_at, s.answered_at) as decimal(18, 4)) / 60 as decimal(18, 1))
           as minutes_to_answer
  from summed as s left join states as c on c.conversation_id = s.conversation_id and c.place = 1
