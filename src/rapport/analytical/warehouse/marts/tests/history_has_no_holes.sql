-- of: customer_history
-- by: party_id
-- about: What was known of a customer follows without holes or overlaps, and one stretch is still open.
select party_id, count(*) filter (where until_at is null) as still_open
  from customer_history group by party_id
having count(*) filter (where until_at is null) <> 1 or min(coalesce(date_diff('second', from_at, until_at), 0)) < 0
