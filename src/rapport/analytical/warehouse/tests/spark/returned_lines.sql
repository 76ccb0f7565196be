WITH opened AS (
  SELECT
    return_id,
    reason,
    day,
    currency,
    EXPLODE(lines) AS line
  FROM returns
)
SELECT
  CAST(return_id AS STRING) AS return_id,
  CAST(line_id AS STRING) AS line_id,
  CAST(reason AS STRING) AS reason,
  CAST(day AS DATE) AS day,
  CAST(currency AS STRING) AS currency,
  CAST(sku AS STRING) AS sku,
  CAST(pieces AS DECIMAL(18, 4)) AS pieces,
  CAST(value_minor AS BIGINT) AS value_minor
FROM (
  SELECT
    return_id,
    line.line_id AS line_id,
    reason,
    day,
    currency,
    line.sku AS sku,
    CAST(line.quantity AS DECIMAL(18, 4)) AS pieces,
    line.value_minor AS value_minor
  FROM opened
) AS made
