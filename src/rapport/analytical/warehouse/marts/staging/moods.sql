-- kind: latest
-- key: text_id
-- newest: read_at, fact_id
-- forgets: party_id
-- grain: one row for each text of a customer that was read
-- owner: mood
-- about: How customers sounded in what they wrote, without the words.
-- column text_id VARCHAR: the text
-- column read_at TIMESTAMP WITH TIME ZONE: when it was read, UTC; read again, the newest counts
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names; empty for nobody known
-- column conversation_id VARCHAR: the conversation it belongs to; empty for none
-- column kind VARCHAR: what kind of text
-- column channel VARCHAR: by which way
-- column sku VARCHAR: the product it is about; empty for none
-- column mood VARCHAR: happy, unhappy or neutral; empty where nothing is said
-- column score DECIMAL(9,4): from -1 (unhappy) to 1 (happy)
-- column happened_at TIMESTAMP WITH TIME ZONE: when it was said, UTC
-- column day DATE: that day, UTC
select text_id, fact_occurred_at as read_at, fact_id, customer_id as party_id, conversation_id, kind, channel,
       nullif(sku, '') as sku, mood, cast(score as decimal(9, 4)) as score, "at" as happened_at,
       cast("at" at time zone 'UTC' as date) as day
  from fact."mood.read.v1"
