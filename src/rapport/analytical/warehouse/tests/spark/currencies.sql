SELECT
  CAST(currency AS STRING) AS currency,
  CAST(orders AS BIGINT) AS orders,
  CAST(first_day AS DATE) AS first_day,
  CAST(last_day AS DATE) AS last_day
FROM (
  SELECT
    currency,
    CAST(SUM(orders) AS BIGINT) AS orders,
    MIN(day) AS first_day,
    MAX(day) AS last_day
  FROM sales_days
  WHERE
    currency <> ''
  GROUP BY
    currency
) AS made
