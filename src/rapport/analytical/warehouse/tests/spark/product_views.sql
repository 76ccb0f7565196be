WITH spans AS (
  SELECT
    visitor_id,
    party_id,
    linked_at,
    ROW_NUMBER() OVER w AS part,
    LEAD(linked_at) OVER w AS until
  FROM visitor_links
  WINDOW w AS (PARTITION BY visitor_id ORDER BY linked_at NULLS LAST, party_id NULLS LAST)
)
SELECT
  CAST(visitor_id AS STRING) AS visitor_id,
  CAST(part AS BIGINT) AS part,
  CAST(sku AS STRING) AS sku,
  CAST(party_id AS STRING) AS party_id,
  CAST(category AS STRING) AS category,
  CAST(views AS BIGINT) AS views,
  CAST(carts AS BIGINT) AS carts,
  CAST(last_at AS TIMESTAMP) AS last_at
FROM (
  SELECT
    e.visitor_id,
    COALESCE(s.part, 0) AS part,
    e.sku,
    MIN(s.party_id) AS party_id,
    MAX(e.category) AS category,
    COUNT(*) FILTER(WHERE
      e.event = 'product') AS views,
    COUNT(*) FILTER(WHERE
      e.event = 'cart') AS carts,
    MAX(e.happened_at) AS last_at
  FROM events AS e
  LEFT JOIN spans AS s
    ON s.visitor_id = e.visitor_id
    AND (
      s.part = 1 OR e.happened_at >= s.linked_at
    )
    AND (
      s.until IS NULL OR e.happened_at < s.until
    )
  WHERE
    NOT e.sku IS NULL AND e.event IN ('product', 'cart')
  GROUP BY
    e.visitor_id,
    COALESCE(s.part, 0),
    e.sku
) AS made
