SELECT
  CAST(step_id AS STRING) AS step_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(prospect_id AS STRING) AS prospect_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(source AS STRING) AS source,
  CAST(step AS STRING) AS step,
  CAST(captured_at AS TIMESTAMP) AS captured_at,
  CAST(step_at AS TIMESTAMP) AS step_at
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY step_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        fact_id AS step_id,
        fact_id,
        prospect_id,
        customer_id AS party_id,
        source,
        'captured' AS step,
        captured_at,
        captured_at AS step_at
      FROM fact_prospect_captured_v1
      UNION ALL
      SELECT
        fact_id,
        fact_id,
        prospect_id,
        customer_id,
        source,
        'converted',
        captured_at,
        converted_at
      FROM fact_prospect_converted_v1
      UNION ALL
      SELECT
        fact_id,
        fact_id,
        prospect_id,
        customer_id,
        source,
        'lost',
        NULL,
        lost_at
      FROM fact_prospect_lost_v1
      UNION ALL
      SELECT
        fact_id,
        fact_id,
        prospect_id,
        customer_id,
        source,
        'reopened',
        NULL,
        fact_occurred_at
      FROM fact_prospect_reopened_v1
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
