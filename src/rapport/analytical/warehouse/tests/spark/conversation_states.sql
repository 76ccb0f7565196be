SELECT
  CAST(conversation_id AS STRING) AS conversation_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(channel AS STRING) AS channel,
  CAST(state AS STRING) AS state
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY conversation_id, version ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        conversation_id,
        version,
        fact_id,
        customer_id AS party_id,
        channel,
        state
      FROM fact_conversation_changed_v1
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
