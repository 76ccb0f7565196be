-- kind: whole
-- key: party_id
-- grain: one row for each customer who is part of another now
-- owner: matching
-- about: Who the customer of a fact is today: merges are followed to the one who stays, undone ones are not.
-- column party_id VARCHAR: the customer facts may name
-- column customer_id VARCHAR: the customer that is today
with recursive steps as (
    select party_id, into_id
      from (select party_id, into_id,
                   row_number() over (partition by party_id order by told_at desc, into_id) as place
              from merges where stands) as standing
     where place = 1
), walk as (
    select party_id, into_id, 1 as depth from steps
    union all
    select w.party_id, s.into_id, w.depth + 1 as depth
      from walk as w join steps as s on s.party_id = w.into_id
     where w.depth < 50
)
select party_id, into_id as customer_id
  from (select party_id, into_id, row_number() over (partition by party_id order by depth desc) as place from walk) as ends
 where place = 1
