-- of: order_lines, product_days
-- by: day
-- about: Demand for products is what was bought of them line by line, to the cent and the piece.
select l.day, l.currency, l.minor as lines_minor, d.minor as days_minor
  from (select day, currency, sum(total_minor) as minor, sum(pieces) as pieces from order_lines
         where sku <> '' and day is not null group by day, currency) as l
  full join (select day, currency, sum(bought_minor) as minor, sum(pieces) as pieces from product_days
              group by day, currency) as d
    on d.day = l.day and d.currency = l.currency
 where l.minor is distinct from d.minor or l.pieces is distinct from d.pieces
