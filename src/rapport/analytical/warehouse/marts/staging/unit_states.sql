-- kind: latest
-- key: unit_id
-- newest: told_at, fact_id
-- grain: one row for each unit of the organisation
-- owner: identity
-- about: Each unit as it stands now, or stood when it was removed.
-- column unit_id VARCHAR: the unit
-- column told_at TIMESTAMP WITH TIME ZONE: since when it is so, UTC
-- column fact_id VARCHAR: the fact it was read from
-- column code VARCHAR: its short name
-- column label VARCHAR: its name; empty once it was removed
-- column tier VARCHAR: its tier: group, province, local network and so on
-- column parent_id VARCHAR: the unit above it
-- column stands BOOLEAN: whether it is there
select unit_id, fact_occurred_at as told_at, fact_id, code, label, tier, parent_id, true as stands
  from fact."unit.changed.v1"
union all
select unit_id, fact_occurred_at, fact_id, code, '', '', null, false from fact."unit.removed.v1"
