SELECT
  CAST(sku AS STRING) AS sku,
  CAST(texts AS BIGINT) AS texts,
  CAST(happy AS BIGINT) AS happy,
  CAST(unhappy AS BIGINT) AS unhappy,
  CAST(score AS DECIMAL(38, 2)) AS score,
  CAST(first_at AS TIMESTAMP) AS first_at,
  CAST(last_at AS TIMESTAMP) AS last_at
FROM (
  SELECT
    sku,
    COUNT(*) AS texts,
    COUNT(*) FILTER(WHERE
      mood = 'happy') AS happy,
    COUNT(*) FILTER(WHERE
      mood = 'unhappy') AS unhappy,
    CAST(CAST(SUM(score) AS DOUBLE) / COUNT(*) AS DECIMAL(38, 2)) AS score,
    MIN(happened_at) AS first_at,
    MAX(happened_at) AS last_at
  FROM moods
  WHERE
    NOT sku IS NULL
  GROUP BY
    sku
) AS made
