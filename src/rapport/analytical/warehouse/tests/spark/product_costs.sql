SELECT
  CAST(product_id AS STRING) AS product_id,
  CAST(since AS DATE) AS since,
  CAST(told_at AS TIMESTAMP) AS told_at,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(cost AS DECIMAL(20, 6)) AS cost,
  CAST(currency AS STRING) AS currency
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY product_id, since ORDER BY told_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        product_id,
        CAST(since AS DATE) AS since,
        fact_occurred_at AS told_at,
        fact_id,
        CAST(cost AS DECIMAL(20, 6)) AS cost,
        currency
      FROM fact_product_cost_changed_v1
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
