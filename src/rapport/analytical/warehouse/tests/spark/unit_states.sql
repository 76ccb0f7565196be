SELECT
  CAST(unit_id AS STRING) AS unit_id,
  CAST(told_at AS TIMESTAMP) AS told_at,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(code AS STRING) AS code,
  CAST(label AS STRING) AS label,
  CAST(tier AS STRING) AS tier,
  CAST(parent_id AS STRING) AS parent_id,
  CAST(stands AS BOOLEAN) AS stands
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY unit_id ORDER BY told_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        unit_id,
        fact_occurred_at AS told_at,
        fact_id,
        code,
        label,
        tier,
        parent_id,
        TRUE AS stands
      FROM fact_unit_changed_v1
      UNION ALL
      SELECT
        unit_id,
        fact_occurred_at,
        fact_id,
        code,
        '',
        '',
        NULL,
        FALSE
      FROM fact_unit_removed_v1
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
