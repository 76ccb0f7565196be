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
), ways AS (
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
), charged AS (
  SELECT
    channel,
    currency,
    CAST(CAST(SUM(cost) AS DOUBLE) / SUM(charged) AS DECIMAL(38, 6)) AS message_cost,
    ROW_NUMBER() OVER (PARTITION BY channel ORDER BY SUM(charged) DESC, currency NULLS LAST) AS place
  FROM delivery_days
  WHERE
    charged > 0 AND currency <> ''
  GROUP BY
    channel,
    currency
)
SELECT
  CAST(channel AS STRING) AS channel,
  CAST(sells AS BOOLEAN) AS sells,
  CAST(first_day AS DATE) AS first_day,
  CAST(last_day AS DATE) AS last_day,
  CAST(orders AS BIGINT) AS orders,
  CAST(contacts AS BIGINT) AS contacts,
  CAST(message_cost AS DECIMAL(38, 6)) AS message_cost,
  CAST(cost_currency AS STRING) AS cost_currency
FROM (
  SELECT
    w.channel,
    w.sells,
    w.first_day,
    w.last_day,
    w.orders,
    w.contacts,
    c.message_cost,
    c.currency AS cost_currency
  FROM ways AS w
  LEFT JOIN charged AS c
    ON c.channel = w.channel AND c.place = 1
) AS made
