WITH bought AS (
  SELECT
    COALESCE(i.customer_id, o.party_id) AS customer_id,
    o.order_id,
    o.day,
    o.channel,
    o.lines,
    o.pieces
  FROM orders AS o
  LEFT JOIN identities AS i
    ON i.party_id = o.party_id
  WHERE
    NOT o.party_id IS NULL AND o.bought_minor > 0
), spans AS (
  SELECT
    customer_id,
    COUNT(*) AS orders,
    SUM(pieces) AS pieces,
    MIN(day) AS first_day,
    MAX(day) AS last_day
  FROM bought
  GROUP BY
    customer_id
), ways AS (
  SELECT
    customer_id,
    channel,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(*) DESC, channel NULLS LAST) AS place
  FROM bought
  GROUP BY
    customer_id,
    channel
), goods AS (
  SELECT
    customer_id,
    sku,
    COUNT(DISTINCT order_id) AS sku_orders,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(DISTINCT order_id) DESC, sku NULLS LAST) AS place
  FROM (
    SELECT
      customer_id,
      order_id,
      EXPLODE(TRANSFORM(lines, line -> line.sku)) AS sku
    FROM bought
  ) AS lines
  WHERE
    sku <> ''
  GROUP BY
    customer_id,
    sku
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(orders AS BIGINT) AS orders,
  CAST(pieces AS DECIMAL(38, 4)) AS pieces,
  CAST(first_day AS DATE) AS first_day,
  CAST(last_day AS DATE) AS last_day,
  CAST(days_between AS DECIMAL(18, 1)) AS days_between,
  CAST(channel AS STRING) AS channel,
  CAST(sku AS STRING) AS sku,
  CAST(sku_orders AS BIGINT) AS sku_orders
FROM (
  SELECT
    s.customer_id,
    s.orders,
    s.pieces,
    s.first_day,
    s.last_day,
    CAST(CASE
      WHEN s.orders > 1
      THEN CAST(CAST(DATEDIFF(DAY, s.first_day, s.last_day) AS DECIMAL(18, 4)) AS DOUBLE) / (
        s.orders - 1
      )
    END AS DECIMAL(18, 1)) AS days_between,
    w.channel,
    g.sku,
    g.sku_orders
  FROM spans AS s
  JOIN ways AS w
    ON w.customer_id = s.customer_id AND w.place = 1
  LEFT JOIN goods AS g
    ON g.customer_id = s.customer_id AND g.place = 1
) AS made
