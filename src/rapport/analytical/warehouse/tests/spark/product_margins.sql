SELECT
  CAST(sku AS STRING) AS sku,
  CAST(month AS DATE) AS month,
  CAST(currency AS STRING) AS currency,
  CAST(lines AS BIGINT) AS lines,
  CAST(costed_minor AS BIGINT) AS costed_minor,
  CAST(cost_minor AS BIGINT) AS cost_minor,
  CAST(margin_minor AS BIGINT) AS margin_minor
FROM (
  SELECT
    sku,
    CAST(DATE_TRUNC('MONTH', day) AS DATE) AS month,
    currency,
    COUNT(*) AS lines,
    CAST(SUM(total_minor) AS BIGINT) AS costed_minor,
    CAST(SUM(cost_minor) AS BIGINT) AS cost_minor,
    CAST(SUM(total_minor) - SUM(cost_minor) AS BIGINT) AS margin_minor
  FROM line_costs
  WHERE
    sku <> '' AND NOT day IS NULL
  GROUP BY
    sku,
    CAST(DATE_TRUNC('MONTH', day) AS DATE),
    currency
) AS made
