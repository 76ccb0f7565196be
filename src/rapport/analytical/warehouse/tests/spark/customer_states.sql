WITH told AS (
  SELECT
    fact_id,
    fact_occurred_at,
    state
  FROM fact_customer_created_v1
  UNION ALL
  SELECT
    fact_id,
    fact_occurred_at,
    state
  FROM fact_customer_updated_v1
  UNION ALL
  SELECT
    fact_id,
    fact_occurred_at,
    state
  FROM fact_customer_merged_v1
  UNION ALL
  SELECT
    fact_id,
    fact_occurred_at,
    state
  FROM fact_customer_unmerged_v1
  UNION ALL
  SELECT
    fact_id,
    fact_occurred_at,
    restored
  FROM fact_customer_unmerged_v1
)
SELECT
  CAST(party_id AS STRING) AS party_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(told_at AS TIMESTAMP) AS told_at,
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
  CAST(created_at AS TIMESTAMP) AS created_at
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY party_id, version ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        state.id AS party_id,
        state.version AS version,
        fact_id,
        fact_occurred_at AS told_at,
        state.kind AS kind,
        state.stage AS stage,
        state.origin AS origin,
        state.country AS country,
        state.city AS city,
        state.locale AS language,
        CAST(SUBSTRING(state.birth_date, 1, 4) AS BIGINT) AS birth_year,
        state.unit_id AS unit_id,
        state.owner_id AS owner_id,
        state.roles AS roles,
        state.tags AS tags,
        CAST(COALESCE(SIZE(state.contact_points), 0) AS BIGINT) AS reachable_by,
        state.created_at AS created_at
      FROM told
    ) AS told
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM gone
        WHERE
          gone.party_id = told.party_id
      )
  ) AS _t
  WHERE
    _w = 1
) AS made
