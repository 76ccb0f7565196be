SELECT
  CAST(party_id AS STRING) AS party_id,
  CAST(into_id AS STRING) AS into_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(stands AS BOOLEAN) AS stands,
  CAST(told_at AS TIMESTAMP) AS told_at
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY party_id, into_id ORDER BY version DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        merged_id AS party_id,
        customer_id AS into_id,
        version,
        fact_id,
        TRUE AS stands,
        fact_occurred_at AS told_at
      FROM fact_customer_merged_v1
      UNION ALL
      SELECT
        restored_id,
        customer_id,
        version,
        fact_id,
        FALSE,
        fact_occurred_at
      FROM fact_customer_unmerged_v1
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
