SELECT
  CAST(sku AS STRING) AS sku,
  CAST(day AS DATE) AS day,
  CAST(currency AS STRING) AS currency,
  CAST(orders AS BIGINT) AS orders,
  CAST(pieces AS DECIMAL(38, 4)) AS pieces,
  CAST(bought_minor AS BIGINT) AS bought_minor
FROM (
  SELECT
    sku,
    day,
    currency,
    COUNT(DISTINCT order_id) AS orders,
    SUM(pieces) AS pieces,
    CAST(SUM(total_minor) AS BIGINT) AS bought_minor
  FROM order_lines
  WHERE
    sku <> '' AND NOT day IS NULL
  GROUP BY
    sku,
    day,
    currency
) AS made
