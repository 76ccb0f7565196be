WITH RECURSIVE steps AS (
  SELECT
    party_id,
    into_id
  FROM (
    SELECT
      party_id,
      into_id,
      ROW_NUMBER() OVER (PARTITION BY party_id ORDER BY told_at DESC, into_id NULLS LAST) AS place
    FROM merges
    WHERE
      stands
  ) AS standing
  WHERE
    place = 1
), walk AS (
  SELECT
    party_id,
    into_id,
    1 AS depth
  FROM steps
  UNION ALL
  SELECT
    w.party_id,
    s.into_id,
    w.depth + 1 AS depth
  FROM walk AS w
  JOIN steps AS s
    ON s.party_id = w.into_id
  WHERE
    w.depth < 50
)
SELECT
  CAST(party_id AS STRING) AS party_id,
  CAST(customer_id AS STRING) AS customer_id
FROM (
  SELECT
    party_id,
    into_id AS customer_id
  FROM (
    SELECT
      party_id,
      into_id,
      ROW_NUMBER() OVER (PARTITION BY party_id ORDER BY depth DESC) AS place
    FROM walk
  ) AS ends
  WHERE
    place = 1
) AS made
