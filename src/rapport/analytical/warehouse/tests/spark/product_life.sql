WITH told AS (
  SELECT
    *,
    LAG(stage) OVER w AS stage_before,
    ROW_NUMBER() OVER w AS nth,
    ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY version DESC) AS from_last
  FROM product_states
  WINDOW w AS (PARTITION BY product_id ORDER BY version NULLS LAST)
), turns AS (
  SELECT
    product_id,
    MAX(told_at) AS since
  FROM told
  WHERE
    stage_before IS NULL OR stage_before <> stage
  GROUP BY
    product_id
)
SELECT
  CAST(product_id AS STRING) AS product_id,
  CAST(sku AS STRING) AS sku,
  CAST(stage AS STRING) AS stage,
  CAST(stage_since AS TIMESTAMP) AS stage_since,
  CAST(designed_at AS TIMESTAMP) AS designed_at,
  CAST(launched_at AS TIMESTAMP) AS launched_at,
  CAST(grew_at AS TIMESTAMP) AS grew_at,
  CAST(matured_at AS TIMESTAMP) AS matured_at,
  CAST(declined_at AS TIMESTAMP) AS declined_at,
  CAST(retired_at AS TIMESTAMP) AS retired_at,
  CAST(changes AS BIGINT) AS changes,
  CAST(first_price AS DECIMAL(20, 6)) AS first_price,
  CAST(price AS DECIMAL(20, 6)) AS price,
  CAST(prices AS BIGINT) AS prices
FROM (
  SELECT
    t.product_id,
    MAX(t.sku) FILTER(WHERE
      t.from_last = 1) AS sku,
    MAX(t.stage) FILTER(WHERE
      t.from_last = 1) AS stage,
    MAX(u.since) AS stage_since,
    MIN(t.told_at) FILTER(WHERE
      t.stage = 'design') AS designed_at,
    MIN(t.told_at) FILTER(WHERE
      t.stage = 'launch') AS launched_at,
    MIN(t.told_at) FILTER(WHERE
      t.stage = 'growth') AS grew_at,
    MIN(t.told_at) FILTER(WHERE
      t.stage = 'mature') AS matured_at,
    MIN(t.told_at) FILTER(WHERE
      t.stage = 'decline') AS declined_at,
    MIN(t.told_at) FILTER(WHERE
      t.stage = 'retired') AS retired_at,
    COUNT(*) - 1 AS changes,
    MAX(t.unit_price) FILTER(WHERE
      t.nth = 1) AS first_price,
    MAX(t.unit_price) FILTER(WHERE
      t.from_last = 1) AS price,
    COUNT(DISTINCT t.unit_price) AS prices
  FROM told AS t
  JOIN turns AS u
    ON u.product_id = t.product_id
  GROUP BY
    t.product_id
) AS made
