-- kind: latest
-- key: party_id
-- newest: told_at, fact_id
-- forgets: party_id
-- grain: one row for each customer who said how to be contacted
-- owner: consent
-- about: How customers wish to be contacted, as it stands now.
-- column party_id VARCHAR: the customer the fact names
-- column told_at TIMESTAMP WITH TIME ZONE: since when, UTC
-- column fact_id VARCHAR: the fact it was read from
-- column channel VARCHAR: the way they prefer
-- column quiet_from VARCHAR: from when on they want quiet, in their own zone
-- column quiet_to VARCHAR: until when
-- column do_not_contact BOOLEAN: whether they want no contact at all
select customer_id as party_id, fact_occurred_at as told_at, fact_id, preferred_channel as channel, quiet_from,
       quiet_to, do_not_contact
  from fact."preference.changed.v1"
