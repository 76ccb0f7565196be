WITH seen AS (
  SELECT
    sku,
    CAST(SUM(views) AS BIGINT) AS views,
    CAST(SUM(carts) AS BIGINT) AS carts,
    CAST(SUM(visitors) AS BIGINT) AS visitor_days
  FROM viewed_days
  GROUP BY
    sku
), sold AS (
  SELECT
    sku,
    CAST(SUM(orders) AS BIGINT) AS orders,
    SUM(pieces) AS pieces
  FROM product_days
  GROUP BY
    sku
), back AS (
  SELECT
    sku,
    SUM(pieces) AS pieces,
    SUM(pieces) FILTER(WHERE
      reason = 'damaged') AS damaged,
    SUM(pieces) FILTER(WHERE
      reason = 'wrong_item') AS wrong_item,
    SUM(pieces) FILTER(WHERE
      reason = 'not_as_described') AS not_as_described,
    SUM(pieces) FILTER(WHERE
      NOT reason IN ('damaged', 'wrong_item', 'not_as_described')) AS other_reasons
  FROM returned_lines
  WHERE
    sku <> ''
  GROUP BY
    sku
), named AS (
  SELECT
    sku
  FROM seen
  UNION
  SELECT
    sku
  FROM sold
  UNION
  SELECT
    sku
  FROM back
)
SELECT
  CAST(sku AS STRING) AS sku,
  CAST(views AS BIGINT) AS views,
  CAST(carts AS BIGINT) AS carts,
  CAST(visitor_days AS BIGINT) AS visitor_days,
  CAST(orders AS BIGINT) AS orders,
  CAST(pieces AS DECIMAL(38, 4)) AS pieces,
  CAST(returned_pieces AS DECIMAL(38, 4)) AS returned_pieces,
  CAST(returned_share AS DECIMAL(9, 4)) AS returned_share,
  CAST(damaged AS DECIMAL(38, 4)) AS damaged,
  CAST(wrong_item AS DECIMAL(38, 4)) AS wrong_item,
  CAST(not_as_described AS DECIMAL(38, 4)) AS not_as_described,
  CAST(other_reasons AS DECIMAL(38, 4)) AS other_reasons
FROM (
  SELECT
    n.sku,
    COALESCE(s.views, 0) AS views,
    COALESCE(s.carts, 0) AS carts,
    COALESCE(s.visitor_days, 0) AS visitor_days,
    COALESCE(o.orders, 0) AS orders,
    CAST(COALESCE(o.pieces, 0) AS DECIMAL(38, 4)) AS pieces,
    CAST(COALESCE(b.pieces, 0) AS DECIMAL(38, 4)) AS returned_pieces,
    CAST(CASE
      WHEN o.pieces > 0
      THEN CAST(COALESCE(b.pieces, 0) AS DOUBLE) / CAST(o.pieces AS DOUBLE)
    END AS DECIMAL(9, 4)) AS returned_share,
    CAST(COALESCE(b.damaged, 0) AS DECIMAL(38, 4)) AS damaged,
    CAST(COALESCE(b.wrong_item, 0) AS DECIMAL(38, 4)) AS wrong_item,
    CAST(COALESCE(b.not_as_described, 0) AS DECIMAL(38, 4)) AS not_as_described,
    CAST(COALESCE(b.other_reasons, 0) AS DECIMAL(38, 4)) AS other_reasons
  FROM named AS n
  LEFT JOIN seen AS s
    ON s.sku = n.sku
  LEFT JOIN sold AS o
    ON o.sku = n.sku
  LEFT JOIN back AS b
    ON b.sku = n.sku
) AS made
