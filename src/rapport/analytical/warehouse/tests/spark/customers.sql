WITH newest AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY party_id ORDER BY version DESC, fact_id DESC) AS place
  FROM customer_states
), merged AS (
  SELECT
    customer_id,
    COUNT(*) AS parts
  FROM identities
  GROUP BY
    customer_id
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(kind AS STRING) AS kind,
  CAST(stage AS STRING) AS stage,
  CAST(origin AS STRING) AS origin,
  CAST(country AS STRING) AS country,
  CAST(city AS STRING) AS city,
  CAST(language AS STRING) AS language,
  CAST(birth_year AS BIGINT) AS birth_year,
  CAST(unit_id AS STRING) AS unit_id,
  CAST(owner_id AS STRING) AS owner_id,
  CAST(roles AS ARRAY<STRING>) AS roles,
  CAST(tags AS ARRAY<STRING>) AS tags,
  CAST(reachable_by AS BIGINT) AS reachable_by,
  CAST(parts AS BIGINT) AS parts,
  CAST(created_at AS TIMESTAMP) AS created_at,
  CAST(changed_at AS TIMESTAMP) AS changed_at
FROM (
  SELECT
    n.party_id AS customer_id,
    n.kind,
    n.stage,
    n.origin,
    n.country,
    n.city,
    n.language,
    n.birth_year,
    n.unit_id,
    n.owner_id,
    n.roles,
    n.tags,
    n.reachable_by,
    COALESCE(m.parts, 0) AS parts,
    n.created_at,
    n.told_at AS changed_at
  FROM newest AS n
  LEFT JOIN merged AS m
    ON m.customer_id = n.party_id
  LEFT JOIN identities AS i
    ON i.party_id = n.party_id
  WHERE
    n.place = 1 AND i.party_id IS NULL
) AS made
