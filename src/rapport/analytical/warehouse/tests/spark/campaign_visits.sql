WITH followed AS (
  SELECT
    COALESCE(i.customer_id, a.party_id) AS customer_id,
    a.campaign_id,
    a.delivery_id,
    a.happened_at
  FROM campaign_answers AS a
  LEFT JOIN identities AS i
    ON i.party_id = a.party_id
  WHERE
    a.what = 'click' AND NOT a.machine AND NOT a.party_id IS NULL
), came AS (
  SELECT
    v.visitor_id,
    v.session,
    v.part,
    COALESCE(i.customer_id, v.party_id) AS customer_id,
    v.started_at,
    v.products,
    v.carts,
    v.orders
  FROM visits AS v
  LEFT JOIN identities AS i
    ON i.party_id = v.party_id
  WHERE
    NOT v.party_id IS NULL
), led AS (
  SELECT
    c.*,
    f.campaign_id,
    f.delivery_id,
    CAST(CAST(FLOOR(UNIX_SECONDS(c.started_at) / 1) - FLOOR(UNIX_SECONDS(f.happened_at) / 1) AS BIGINT) AS BIGINT) AS seconds_after,
    ROW_NUMBER() OVER (
      PARTITION BY c.visitor_id, c.session, c.part
      ORDER BY f.happened_at DESC, f.delivery_id NULLS LAST
    ) AS place
  FROM came AS c
  JOIN followed AS f
    ON f.customer_id = c.customer_id
  WHERE
    f.happened_at <= c.started_at
    AND CAST(FLOOR(UNIX_SECONDS(c.started_at) / 1) - FLOOR(UNIX_SECONDS(f.happened_at) / 1) AS BIGINT) < 1800
)
SELECT
  CAST(visitor_id AS STRING) AS visitor_id,
  CAST(session AS STRING) AS session,
  CAST(part AS BIGINT) AS part,
  CAST(customer_id AS STRING) AS customer_id,
  CAST(campaign_id AS STRING) AS campaign_id,
  CAST(delivery_id AS STRING) AS delivery_id,
  CAST(started_at AS TIMESTAMP) AS started_at,
  CAST(seconds_after AS BIGINT) AS seconds_after,
  CAST(products AS BIGINT) AS products,
  CAST(carts AS BIGINT) AS carts,
  CAST(orders AS BIGINT) AS orders
FROM (
  SELECT
    visitor_id,
    session,
    part,
    customer_id,
    campaign_id,
    delivery_id,
    started_at,
    seconds_after,
    products,
    carts,
    orders
  FROM led
  WHERE
    place = 1
) AS made
