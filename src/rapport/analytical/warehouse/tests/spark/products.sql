SELECT
  CAST(product_id AS STRING) AS product_id,
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
    product_id,
    sku,
    title,
    category,
    stage,
    currency,
    unit_price,
    cost,
    active,
    created_at
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY version DESC, fact_id DESC) AS place
    FROM product_states
  ) AS told
  WHERE
    place = 1
) AS made
