-- kind: latest
-- key: message_id
-- newest: step, fact_id
-- forgets: party_id
-- grain: one row for each message on any channel
-- owner: delivery
-- about: What customers and shop wrote to each other, without the words.
-- column message_id VARCHAR: the message
-- column step BIGINT: 1 as it was said, 2 once it was taken back
-- column fact_id VARCHAR: the fact it was read from
-- column conversation_id VARCHAR: the conversation it belongs to
-- column party_id VARCHAR: the customer the fact names; empty for nobody known
-- column channel VARCHAR: by which way
-- column direction VARCHAR: in or out
-- column purpose VARCHAR: what it was for; empty for an answer
-- column automatic BOOLEAN: whether a machine wrote it
-- column size BIGINT: characters of its text; empty where it was not told
-- column happened_at TIMESTAMP WITH TIME ZONE: when, UTC
-- column day DATE: that day, UTC
-- column stands BOOLEAN: whether it was not taken back
with told as (
    select message_id, cast(1 as bigint) as step, fact_id, conversation_id, customer_id as party_id, channel,
           'in' as direction, '' as purpose, automatic, size, "at" as happened_at
      from fact."message.received.v1"
    union all
    select message_id, cast(1 as bigint), fact_id, conversation_id, customer_id, channel, 'out', purpose, false, size,
           "at"
      from fact."message.written.v1"
    union all
    select message_id, cast(2 as bigint), fact_id, conversation_id, null, channel, 'out', '', false,
           null, "at"
      from fact."message.withdrawn.v1"
)
select message_id, step, fact_id, conversation_id, party_id, channel, direction, purpose, automatic, size, happened_at,
       cast(happened_at at time zone 'UTC' as date) as day, step = 1 as stands
  from told
