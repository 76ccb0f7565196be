WITH spans AS (
  SELECT
    visitor_id,
    party_id,
    linked_at,
    ROW_NUMBER() OVER w AS part,
    LEAD(linked_at) OVER w AS until
  FROM visitor_links
  WINDOW w AS (PARTITION BY visitor_id ORDER BY linked_at NULLS LAST, party_id NULLS LAST)
), owned AS (
  SELECT
    e.visitor_id,
    e.session,
    COALESCE(s.part, 0) AS part,
    s.party_id,
    e.happened_at,
    e.event,
    e.searched,
    e.referrer,
    e.event_id
  FROM events AS e
  LEFT JOIN spans AS s
    ON s.visitor_id = e.visitor_id
    AND (
      s.part = 1 OR e.happened_at >= s.linked_at
    )
    AND (
      s.until IS NULL OR e.happened_at < s.until
    )
)
SELECT
  CAST(visitor_id AS STRING) AS visitor_id,
  CAST(session AS STRING) AS session,
  CAST(part AS BIGINT) AS part,
  CAST(party_id AS STRING) AS party_id,
  CAST(started_at AS TIMESTAMP) AS started_at,
  CAST(ended_at AS TIMESTAMP) AS ended_at,
  CAST(day AS DATE) AS day,
  CAST(pages AS BIGINT) AS pages,
  CAST(products AS BIGINT) AS products,
  CAST(searches AS BIGINT) AS searches,
  CAST(carts AS BIGINT) AS carts,
  CAST(checkouts AS BIGINT) AS checkouts,
  CAST(orders AS BIGINT) AS orders,
  CAST(referrer AS STRING) AS referrer
FROM (
  SELECT
    visitor_id,
    session,
    part,
    MIN(party_id) AS party_id,
    MIN(happened_at) AS started_at,
    MAX(happened_at) AS ended_at,
    CAST(FROM_UTC_TIMESTAMP(CAST(MIN(happened_at) AS TIMESTAMP), 'UTC') AS DATE) AS day,
    COUNT(*) FILTER(WHERE
      event IN ('page', 'product')) AS pages,
    COUNT(*) FILTER(WHERE
      event = 'product') AS products,
    COUNT(*) FILTER(WHERE
      event = 'search' OR searched) AS searches,
    COUNT(*) FILTER(WHERE
      event = 'cart') AS carts,
    COUNT(*) FILTER(WHERE
      event = 'checkout') AS checkouts,
    COUNT(*) FILTER(WHERE
      event = 'order') AS orders,
    MIN(referrer) AS referrer
  FROM owned
  GROUP BY
    visitor_id,
    session,
    part
) AS made
