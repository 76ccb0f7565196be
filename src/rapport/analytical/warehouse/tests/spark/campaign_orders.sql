WITH reached AS (
  SELECT
    d.campaign_id,
    COALESCE(i.customer_id, d.party_id) AS customer_id,
    MIN(m.happened_at) AS reached_at
  FROM deliveries AS d
  JOIN messages AS m
    ON m.message_id = d.message_id AND m.party_id = d.party_id
  LEFT JOIN identities AS i
    ON i.party_id = d.party_id
  WHERE
    NOT d.campaign_id IS NULL
    AND NOT d.party_id IS NULL
    AND d.state IN ('sent', 'delivered', 'read')
  GROUP BY
    d.campaign_id,
    COALESCE(i.customer_id, d.party_id)
), bought AS (
  SELECT
    COALESCE(i.customer_id, o.party_id) AS customer_id,
    o.order_id,
    o.placed_at,
    o.currency,
    o.bought_minor
  FROM orders AS o
  LEFT JOIN identities AS i
    ON i.party_id = o.party_id
  WHERE
    NOT o.party_id IS NULL AND o.stands AND o.bought_minor > 0
)
SELECT
  CAST(campaign_id AS STRING) AS campaign_id,
  CAST(order_id AS STRING) AS order_id,
  CAST(customer_id AS STRING) AS customer_id,
  CAST(currency AS STRING) AS currency,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(seconds_after AS BIGINT) AS seconds_after
FROM (
  SELECT
    r.campaign_id,
    b.order_id,
    r.customer_id,
    b.currency,
    b.bought_minor,
    CAST(CAST(FLOOR(UNIX_SECONDS(b.placed_at) / 1) - FLOOR(UNIX_SECONDS(r.reached_at) / 1) AS BIGINT) AS BIGINT) AS seconds_after
  FROM reached AS r
  JOIN bought AS b
    ON b.customer_id = r.customer_id
  WHERE
    b.placed_at >= r.reached_at
    AND CAST(FLOOR(UNIX_SECONDS(b.placed_at) / 1) - FLOOR(UNIX_SECONDS(r.reached_at) / 1) AS BIGINT) < 5184000
) AS made
