SELECT
  CAST(sku AS STRING) AS sku,
  CAST(day AS DATE) AS day,
  CAST(views AS BIGINT) AS views,
  CAST(carts AS BIGINT) AS carts,
  CAST(visitors AS BIGINT) AS visitors
FROM (
  SELECT
    sku,
    day,
    COUNT(*) FILTER(WHERE
      event = 'product') AS views,
    COUNT(*) FILTER(WHERE
      event = 'cart') AS carts,
    COUNT(DISTINCT visitor_id) AS visitors
  FROM events
  WHERE
    NOT sku IS NULL AND event IN ('product', 'cart')
  GROUP BY
    sku,
    day
) AS made
