WITH spent AS (
  SELECT
    COALESCE(i.customer_id, o.party_id) AS customer_id,
    o.currency,
    COUNT(*) FILTER(WHERE
      o.bought_minor > 0) AS orders,
    CAST(SUM(o.bought_minor) AS BIGINT) AS bought_minor,
    CAST(SUM(o.paid_minor) AS BIGINT) AS paid_minor,
    CAST(SUM(o.refunded_minor) AS BIGINT) AS refunded_minor,
    CAST(ROUND(
      CAST(CAST(SUM(o.bought_minor) AS DECIMAL(38, 4)) AS DOUBLE) / NULLIF(COUNT(*) FILTER(WHERE
        o.bought_minor > 0), 0)
    ) AS BIGINT) AS mean_minor,
    MIN(o.placed_at) FILTER(WHERE
      o.bought_minor > 0) AS first_at,
    MAX(o.placed_at) FILTER(WHERE
      o.bought_minor > 0) AS last_at
  FROM orders AS o
  LEFT JOIN identities AS i
    ON i.party_id = o.party_id
  WHERE
    NOT o.party_id IS NULL AND o.stands
  GROUP BY
    COALESCE(i.customer_id, o.party_id),
    o.currency
), costed AS (
  SELECT
    COALESCE(i.customer_id, l.party_id) AS customer_id,
    l.currency,
    CAST(SUM(l.total_minor) AS BIGINT) AS costed_minor,
    CAST(SUM(l.cost_minor) AS BIGINT) AS cost_minor
  FROM line_costs AS l
  LEFT JOIN identities AS i
    ON i.party_id = l.party_id
  WHERE
    NOT l.party_id IS NULL
  GROUP BY
    COALESCE(i.customer_id, l.party_id),
    l.currency
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(currency AS STRING) AS currency,
  CAST(orders AS BIGINT) AS orders,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(paid_minor AS BIGINT) AS paid_minor,
  CAST(refunded_minor AS BIGINT) AS refunded_minor,
  CAST(mean_minor AS BIGINT) AS mean_minor,
  CAST(first_at AS TIMESTAMP) AS first_at,
  CAST(last_at AS TIMESTAMP) AS last_at,
  CAST(costed_minor AS BIGINT) AS costed_minor,
  CAST(cost_minor AS BIGINT) AS cost_minor,
  CAST(margin_minor AS BIGINT) AS margin_minor
FROM (
  SELECT
    s.customer_id,
    s.currency,
    s.orders,
    s.bought_minor,
    s.paid_minor,
    s.refunded_minor,
    s.mean_minor,
    s.first_at,
    s.last_at,
    COALESCE(c.costed_minor, 0) AS costed_minor,
    COALESCE(c.cost_minor, 0) AS cost_minor,
    COALESCE(c.costed_minor, 0) - COALESCE(c.cost_minor, 0) AS margin_minor
  FROM spent AS s
  LEFT JOIN costed AS c
    ON c.customer_id = s.customer_id AND c.currency = s.currency
) AS made
