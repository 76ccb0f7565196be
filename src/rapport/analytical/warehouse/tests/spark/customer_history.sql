WITH told AS (
  SELECT
    *,
    LAG(version) OVER w AS before,
    MAX(told_at) OVER w AS known_at,
    kind || '|' || stage || '|' || origin || '|' || country || '|' || city || '|' || COALESCE(unit_id, '') || '|' || COALESCE(owner_id, '') || '|' || ARRAY_JOIN(ARRAY_SORT(roles), ',') AS known
  FROM customer_states
  WINDOW w AS (PARTITION BY party_id ORDER BY version NULLS LAST)
), differing AS (
  SELECT
    *,
    LAG(known) OVER w AS known_before
  FROM told
  WINDOW w AS (PARTITION BY party_id ORDER BY version NULLS LAST)
)
SELECT
  CAST(party_id AS STRING) AS party_id,
  CAST(version AS BIGINT) AS version,
  CAST(from_at AS TIMESTAMP) AS from_at,
  CAST(until_at AS TIMESTAMP) AS until_at,
  CAST(kind AS STRING) AS kind,
  CAST(stage AS STRING) AS stage,
  CAST(origin AS STRING) AS origin,
  CAST(country AS STRING) AS country,
  CAST(city AS STRING) AS city,
  CAST(unit_id AS STRING) AS unit_id,
  CAST(owner_id AS STRING) AS owner_id,
  CAST(roles AS ARRAY<STRING>) AS roles
FROM (
  SELECT
    party_id,
    version,
    known_at AS from_at,
    LEAD(known_at) OVER (PARTITION BY party_id ORDER BY version NULLS LAST) AS until_at,
    kind,
    stage,
    origin,
    country,
    city,
    unit_id,
    owner_id,
    roles
  FROM differing
  WHERE
    before IS NULL OR known <> known_before
) AS made
