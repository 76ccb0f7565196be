SELECT
  CAST(setting AS STRING) AS setting,
  CAST(told_at AS TIMESTAMP) AS told_at,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(chosen AS STRING) AS chosen
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY setting ORDER BY told_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        key AS setting,
        fact_occurred_at AS told_at,
        fact_id,
        value AS chosen
      FROM fact_setting_changed_v1
      WHERE
        member_id IS NULL AND key = 'accounts.holidays'
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
