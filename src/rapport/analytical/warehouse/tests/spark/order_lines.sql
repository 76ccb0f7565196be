WITH opened AS (
  SELECT
    order_id,
    party_id,
    day,
    channel,
    country,
    COALESCE(unit_id, '') AS unit,
    currency,
    EXPLODE(lines) AS line
  FROM orders
  WHERE
    stands
)
SELECT
  CAST(order_id AS STRING) AS order_id,
  CAST(line_id AS STRING) AS line_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(day AS DATE) AS day,
  CAST(channel AS STRING) AS channel,
  CAST(country AS STRING) AS country,
  CAST(unit AS STRING) AS unit,
  CAST(currency AS STRING) AS currency,
  CAST(sku AS STRING) AS sku,
  CAST(product_id AS STRING) AS product_id,
  CAST(pieces AS DECIMAL(18, 4)) AS pieces,
  CAST(total_minor AS BIGINT) AS total_minor
FROM (
  SELECT
    order_id,
    line.line_id AS line_id,
    party_id,
    day,
    channel,
    country,
    unit,
    currency,
    line.sku AS sku,
    line.product_id AS product_id,
    line.pieces AS pieces,
    line.total_minor AS total_minor
  FROM opened
) AS made
