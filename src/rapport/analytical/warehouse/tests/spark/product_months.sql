WITH moved AS (
  SELECT
    sku,
    CAST(DATE_TRUNC('MONTH', day) AS DATE) AS month,
    currency,
    orders,
    pieces,
    bought_minor,
    CAST(0 AS DECIMAL(18, 4)) AS back,
    CAST(0 AS BIGINT) AS back_minor
  FROM product_days
  UNION ALL
  SELECT
    sku,
    CAST(DATE_TRUNC('MONTH', day) AS DATE),
    currency,
    0,
    0,
    0,
    pieces,
    value_minor
  FROM returned_lines
  WHERE
    sku <> ''
)
SELECT
  CAST(sku AS STRING) AS sku,
  CAST(month AS DATE) AS month,
  CAST(currency AS STRING) AS currency,
  CAST(orders AS BIGINT) AS orders,
  CAST(pieces AS DECIMAL(38, 4)) AS pieces,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(returned_pieces AS DECIMAL(38, 4)) AS returned_pieces,
  CAST(returned_minor AS BIGINT) AS returned_minor
FROM (
  SELECT
    sku,
    month,
    currency,
    CAST(SUM(orders) AS BIGINT) AS orders,
    SUM(pieces) AS pieces,
    CAST(SUM(bought_minor) AS BIGINT) AS bought_minor,
    SUM(back) AS returned_pieces,
    CAST(SUM(back_minor) AS BIGINT) AS returned_minor
  FROM moved
  GROUP BY
    sku,
    month,
    currency
) AS made
