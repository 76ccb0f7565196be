-- kind: keyed
-- key: sku
-- by: sku
-- grain: one row for each product that was looked at, bought or sent back
-- owner: products
-- about: How each product does: looked at, put into carts, bought, sent back, and why.
-- column sku VARCHAR: the product, as shop and orders name it
-- column views BIGINT: times it was looked at
-- column carts BIGINT: times it was put into a cart
-- column visitor_days BIGINT: visitors who did either, each day by itself
-- column orders BIGINT: orders it was bought in
-- column pieces DECIMAL(38,4): pieces bought
-- column returned_pieces DECIMAL(38,4): pieces that came back
-- column returned_share DECIMAL(9,4): of a piece bought, how much came back
-- column damaged DECIMAL(38,4): pieces that came back damaged
-- column wrong_item DECIMAL(38,4): pieces that were not what was ordered
-- column not_as_described DECIMAL(38,4): pieces that were not as described
-- column other_reasons DECIMAL(38,4): pieces that came back for another reason
-- gap reviews I14: what customers write of it, and how many stars
-- gap faults V8: causes found, actions taken, cost of quality
-- gap repairs V3: repairs and warranty
with seen as (
    select sku, cast(sum(views) as bigint) as views, cast(sum(carts) as bigint) as carts,
           cast(sum(visitors) as bigint) as visitor_days
      from viewed_days group by sku
), sold as (
    select sku, cast(sum(orders) as bigint) as orders, sum(pieces) as pieces from product_days group by sku
), back as (
    select sku, sum(pieces) as pieces,
           sum(pieces) filter (where reason = 'damaged') as damaged,
           sum(pieces) filter (where reason = 'wrong_item') as wrong_item,
           sum(pieces) filter (where reason = 'not_as_described') as not_as_described,
           sum(pieces) filter (where reason not in ('damaged', 'wrong_item', 'not_as_described')) as other_reasons
      from returned_lines where sku <> '' group by sku
), named as (
    select sku from seen union select sku from sold union select sku from back
)
select n.sku, coalesce(s.views, 0) as views, coalesce(s.carts, 0) as carts, coalesce(s.visitor_days, 0) as visitor_days,
       coalesce(o.orders, 0) as orders, cast(coalesce(o.pieces, 0) as decimal(38, 4)) as pieces,
       cast(coalesce(b.pieces, 0) as decimal(38, 4)) as returned_pieces,
       cast(case when o.pieces > 0 then cast(coalesce(b.pieces, 0) as double) / cast(o.pieces as double) end
            as decimal(9, 4)) as returned_share,
       cast(coalesce(b.damaged, 0) as decimal(38, 4)) as damaged,
       cast(coalesce(b.wrong_item, 0) as decimal(38, 4)) as wrong_item,
       cast(coalesce(b.not_as_described, 0) as decimal(38, 4)) as not_as_described,
       cast(coalesce(b.other_reasons, 0) as decimal(38, 4)) as other_reasons
  from named as n
  left join seen as s on s.sku = n.sku
  left join sold as o on o.sku = n.sku
  left join back as b on b.sku = n.sku
