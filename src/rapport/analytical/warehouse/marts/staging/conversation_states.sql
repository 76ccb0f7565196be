-- kind: latest
-- key: conversation_id, version
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each version of a conversation that was told
-- owner: delivery
-- about: How each conversation was, version by version.
-- column conversation_id VARCHAR: the conversation
-- column version BIGINT: the conversation's version
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names; empty for nobody known
-- column channel VARCHAR: by which way
-- column state VARCHAR: its state then
select conversation_id, version, fact_id, customer_id as party_id, channel, state
  from fact."conversation.changed.v1"
