-- kind: whole
-- key: unit_id
-- grain: one row for each unit of the organisation
-- owner: identity
-- about: The organisation in tiers, each unit with the way up to its top; figures roll up along it.
-- column unit_id VARCHAR: the unit
-- column code VARCHAR: its short name
-- column label VARCHAR: its name
-- column tier VARCHAR: its tier
-- column parent_id VARCHAR: the unit above it; empty at the top
-- column top_id VARCHAR: the unit at the top
-- column depth INTEGER: how many units stand above it
-- column path VARCHAR: the names from the top down to it
with recursive walk as (
    select unit_id, code, label, tier, parent_id, unit_id as top_id, 0 as depth, label as path
      from unit_states where stands and parent_id is null
    union all
    select u.unit_id, u.code, u.label, u.tier, u.parent_id, w.top_id, w.depth + 1 as depth,
           w.path || ' › ' || u.label as path
      from walk as w join unit_states as u on u.parent_id = w.unit_id and u.stands
     where w.depth < 50
)
select unit_id, code, label, tier, parent_id, top_id, depth, path from walk
