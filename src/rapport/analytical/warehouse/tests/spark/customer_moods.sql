SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(texts AS BIGINT) AS texts,
  CAST(happy AS BIGINT) AS happy,
  CAST(unhappy AS BIGINT) AS unhappy,
  CAST(score AS DECIMAL(38, 2)) AS score,
  CAST(first_at AS TIMESTAMP) AS first_at,
  CAST(last_at AS TIMESTAMP) AS last_at
FROM (
  SELECT
    COALESCE(i.customer_id, m.party_id) AS customer_id,
    COUNT(*) AS texts,
    COUNT(*) FILTER(WHERE
      m.mood = 'happy') AS happy,
    COUNT(*) FILTER(WHERE
      m.mood = 'unhappy') AS unhappy,
    CAST(CAST(SUM(m.score) AS DOUBLE) / COUNT(*) AS DECIMAL(38, 2)) AS score,
    MIN(m.happened_at) AS first_at,
    MAX(m.happened_at) AS last_at
  FROM moods AS m
  LEFT JOIN identities AS i
    ON i.party_id = m.party_id
  WHERE
    NOT m.party_id IS NULL
  GROUP BY
    COALESCE(i.customer_id, m.party_id)
) AS made
