WITH seen AS (
  SELECT
    COALESCE(i.customer_id, v.party_id) AS customer_id,
    v.visitor_id,
    v.day,
    v.started_at,
    v.ended_at,
    v.pages,
    v.products,
    v.searches,
    v.carts,
    v.checkouts,
    v.orders,
    v.referrer
  FROM visits AS v
  LEFT JOIN identities AS i
    ON i.party_id = v.party_id
  WHERE
    NOT v.party_id IS NULL
), viewed AS (
  SELECT
    COALESCE(i.customer_id, p.party_id) AS customer_id,
    p.sku,
    p.category,
    p.views
  FROM product_views AS p
  LEFT JOIN identities AS i
    ON i.party_id = p.party_id
  WHERE
    NOT p.party_id IS NULL AND p.views > 0
), summed AS (
  SELECT
    customer_id,
    COUNT(DISTINCT visitor_id) AS devices,
    COUNT(*) AS visits,
    COUNT(DISTINCT day) AS days,
    MIN(started_at) AS first_at,
    MAX(ended_at) AS last_at,
    CAST(ROUND(
      CAST(CAST(SUM(
        CAST(FLOOR(UNIX_SECONDS(ended_at) / 1) - FLOOR(UNIX_SECONDS(started_at) / 1) AS BIGINT)
      ) AS DECIMAL(38, 4)) AS DOUBLE) / 60,
      1
    ) AS DECIMAL(38, 1)) AS minutes,
    CAST(SUM(pages) AS BIGINT) AS pages,
    CAST(SUM(products) AS BIGINT) AS products,
    CAST(SUM(searches) AS BIGINT) AS searches,
    CAST(SUM(carts) AS BIGINT) AS carts,
    CAST(SUM(checkouts) AS BIGINT) AS checkouts,
    CAST(SUM(orders) AS BIGINT) AS orders
  FROM seen
  GROUP BY
    customer_id
), goods AS (
  SELECT
    customer_id,
    sku,
    CAST(SUM(views) AS BIGINT) AS views,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY SUM(views) DESC, sku NULLS LAST) AS place
  FROM viewed
  GROUP BY
    customer_id,
    sku
), kinds AS (
  SELECT
    customer_id,
    category,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY SUM(views) DESC, category NULLS LAST) AS place
  FROM viewed
  WHERE
    NOT category IS NULL
  GROUP BY
    customer_id,
    category
), brought AS (
  SELECT
    customer_id,
    COUNT(*) AS visits
  FROM campaign_visits
  GROUP BY
    customer_id
), ways AS (
  SELECT
    customer_id,
    referrer,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(*) DESC, referrer NULLS LAST) AS place
  FROM seen
  WHERE
    NOT referrer IS NULL
  GROUP BY
    customer_id,
    referrer
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(devices AS BIGINT) AS devices,
  CAST(visits AS BIGINT) AS visits,
  CAST(days AS BIGINT) AS days,
  CAST(first_at AS TIMESTAMP) AS first_at,
  CAST(last_at AS TIMESTAMP) AS last_at,
  CAST(minutes AS DECIMAL(38, 1)) AS minutes,
  CAST(pages AS BIGINT) AS pages,
  CAST(products AS BIGINT) AS products,
  CAST(searches AS BIGINT) AS searches,
  CAST(carts AS BIGINT) AS carts,
  CAST(checkouts AS BIGINT) AS checkouts,
  CAST(orders AS BIGINT) AS orders,
  CAST(sku AS STRING) AS sku,
  CAST(sku_views AS BIGINT) AS sku_views,
  CAST(category AS STRING) AS category,
  CAST(referrer AS STRING) AS referrer,
  CAST(from_campaigns AS BIGINT) AS from_campaigns
FROM (
  SELECT
    s.customer_id,
    s.devices,
    s.visits,
    s.days,
    s.first_at,
    s.last_at,
    s.minutes,
    s.pages,
    s.products,
    s.searches,
    s.carts,
    s.checkouts,
    s.orders,
    g.sku,
    g.views AS sku_views,
    k.category,
    w.referrer,
    COALESCE(b.visits, 0) AS from_campaigns
  FROM summed AS s
  LEFT JOIN goods AS g
    ON g.customer_id = s.customer_id AND g.place = 1
  LEFT JOIN kinds AS k
    ON k.customer_id = s.customer_id AND k.place = 1
  LEFT JOIN ways AS w
    ON w.customer_id = s.customer_id AND w.place = 1
  LEFT JOIN brought AS b
    ON b.customer_id = s.customer_id
) AS made
