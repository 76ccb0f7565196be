-- kind: latest
-- key: party_id, into_id
-- newest: version, fact_id
-- grain: one row for each pair of customers that was ever merged
-- owner: matching
-- about: Which customer became part of which, and whether that still stands.
-- column party_id VARCHAR: the customer who became part of another
-- column into_id VARCHAR: the other, who stays
-- column version BIGINT: the staying customer's version that tells it
-- column fact_id VARCHAR: the fact it was read from
-- column stands BOOLEAN: whether the merge stands, rather than was undone
-- column told_at TIMESTAMP WITH TIME ZONE: when they were merged, or it was undone, UTC
select merged_id as party_id, customer_id as into_id, version, fact_id, true as stands, fact_occurred_at as told_at
  from fact."customer.merged.v1"
union all
select restored_id, customer_id, version, fact_id, false, fact_occurred_at from fact."customer.unmerged.v1"
