-- of: orders, order_lines
-- by: order_id
-- about: The lines of each order sum up to what was bought with it, to the cent.
select o.order_id, o.bought_minor, l.minor
  from (select order_id, bought_minor from orders where bought_minor <> 0) as o
  full join (select order_id, sum(total_minor) as minor from order_lines group by order_id having sum(total_minor) <> 0) as l
    on l.order_id = o.order_id
 where o.bought_minor is distinct from l.minor
