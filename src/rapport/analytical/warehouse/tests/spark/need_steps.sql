SELECT
  CAST(need_id AS STRING) AS need_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(level AS STRING) AS level,
  CAST(step AS STRING) AS step,
  CAST(step_at AS TIMESTAMP) AS step_at,
  CAST(outcome AS STRING) AS outcome
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY need_id, version ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        need_id,
        version,
        fact_id,
        customer_id AS party_id,
        level,
        'raised' AS step,
        raised_at AS step_at,
        '' AS outcome
      FROM fact_need_raised_v1
      UNION ALL
      SELECT
        need_id,
        version,
        fact_id,
        customer_id,
        level,
        'escalated',
        fact_occurred_at,
        ''
      FROM fact_need_escalated_v1
      UNION ALL
      SELECT
        need_id,
        version,
        fact_id,
        customer_id,
        level,
        'acknowledged',
        acknowledged_at,
        ''
      FROM fact_need_acknowledged_v1
      UNION ALL
      SELECT
        need_id,
        version,
        fact_id,
        customer_id,
        level,
        'resolved',
        resolved_at,
        outcome
      FROM fact_need_resolved_v1
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
