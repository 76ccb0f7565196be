SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(currency AS STRING) AS currency,
  CAST(orders AS BIGINT) AS orders,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(paid_minor AS BIGINT) AS paid_minor,
  CAST(refunded_minor AS BIGINT) AS refunded_minor,
  CAST(mean_minor AS BIGINT) AS mean_minor,
  CAST(first_at AS TIMESTAMP) AS first_at,
  CAST(last_at AS TIMESTAMP) AS last_at
FROM (
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
) AS made
