-- of: customers, units
-- blocks: no
-- about: The unit a customer belongs to is a unit of the organisation.
select c.unit_id, count(*) as customers
  from customers as c left join units as u on u.unit_id = c.unit_id
 where c.unit_id is not null and u.unit_id is null
 group by c.unit_id
