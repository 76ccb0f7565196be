WITH used AS (
  SELECT
    channel,
    day,
    orders,
    CAST(0 AS BIGINT) AS contacts
  FROM sales_days
  UNION ALL
  SELECT
    channel,
    day,
    CAST(0 AS BIGINT),
    times
  FROM interaction_days
)
SELECT
  CAST(channel AS STRING) AS channel,
  CAST(sells AS BOOLEAN) AS sells,
  CAST(first_day AS DATE) AS first_day,
  CAST(last_day AS DATE) AS last_day,
  CAST(orders AS BIGINT) AS orders,
  CAST(contacts AS BIGINT) AS contacts
FROM (
  SELECT
    channel,
    SUM(orders) > 0 AS sells,
    MIN(day) AS first_day,
    MAX(day) AS last_day,
    CAST(SUM(orders) AS BIGINT) AS orders,
    CAST(SUM(contacts) AS BIGINT) AS contacts
  FROM used
  WHERE
    channel <> ''
  GROUP BY
    channel
) AS made
