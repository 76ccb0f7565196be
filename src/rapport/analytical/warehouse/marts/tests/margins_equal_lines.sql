-- of: line_costs, product_margins
-- by: sku
-- about: What is left of each product after its cost is what its lines leave, to the cent.
select l.sku, l.currency, l.minor as lines_minor, m.minor as mart_minor
  from (select sku, currency, sum(total_minor - cost_minor) as minor from line_costs
         where sku <> '' and day is not null group by sku, currency) as l
  full join (select sku, currency, sum(margin_minor) as minor from product_margins group by sku, currency) as m
    on m.sku = l.sku and m.currency = l.currency
 where l.minor is distinct from m.minor
