-- kind: latest
-- key: consent_id
-- newest: fact_id
-- forgets: party_id
-- grain: one row for each line of the ledger of consent
-- owner: consent
-- about: What customers allowed, refused and took back.
-- column consent_id VARCHAR: the line of the ledger
-- column fact_id VARCHAR: the fact it was read from
-- column party_id VARCHAR: the customer the fact names
-- column purpose VARCHAR: what for
-- column channel VARCHAR: by which way
-- column given BOOLEAN: allowed, rather than refused or taken back
-- column origin VARCHAR: where it was said
-- column said_at TIMESTAMP WITH TIME ZONE: when, UTC
-- column day DATE: that day, UTC
select consent_id, fact_id, customer_id as party_id, purpose, channel, true as given, origin, "at" as said_at,
       cast("at" at time zone 'UTC' as date) as day from fact."consent.given.v1"
union all
select consent_id, fact_id, customer_id, purpose, channel, false, origin, "at" as said_at,
       cast("at" at time zone 'UTC' as date) from fact."consent.withdrawn.v1"
