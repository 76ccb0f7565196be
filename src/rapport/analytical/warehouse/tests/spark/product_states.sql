WITH told AS (
  SELECT
    product_id,
    version,
    fact_id,
    fact_occurred_at,
    sku,
    title,
    category,
    stage,
    currency,
    unit_price,
    cost,
    active,
    created_at
  FROM fact_product_created_v1
  UNION ALL
  SELECT
    product_id,
    version,
    fact_id,
    fact_occurred_at,
    sku,
    title,
    category,
    stage,
    currency,
    unit_price,
    cost,
    active,
    created_at
  FROM fact_product_updated_v1
)
SELECT
  CAST(product_id AS STRING) AS product_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(told_at AS TIMESTAMP) AS told_at,
  CAST(sku AS STRING) AS sku,
  CAST(title AS STRING) AS title,
  CAST(category AS STRING) AS category,
  CAST(stage AS STRING) AS stage,
  CAST(currency AS STRING) AS currency,
  CAST(unit_price AS DECIMAL(20, 6)) AS unit_price,
  CAST(cost AS DECIMAL(20, 6)) AS cost,
  CAST(active AS BOOLEAN) AS active,
  CAST(created_at AS TIMESTAMP) AS created_at
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY product_id, version ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        product_id,
        version,
        fact_id,
        fact_occurred_at AS told_at,
        sku,
        title,
        category,
        stage,
        currency,
        CAST(unit_price AS DECIMAL(20, 6)) AS unit_price,
        CAST(cost AS DECIMAL(20, 6)) AS cost,
        active,
        created_at
      FROM told
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
