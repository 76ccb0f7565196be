SELECT
  CAST(party_id AS STRING) AS party_id,
  CAST(told_at AS TIMESTAMP) AS told_at,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(channel AS STRING) AS channel,
  CAST(quiet_from AS STRING) AS quiet_from,
  CAST(quiet_to AS STRING) AS quiet_to,
  CAST(do_not_contact AS BOOLEAN) AS do_not_contact
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY party_id ORDER BY told_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        customer_id AS party_id,
        fact_occurred_at AS told_at,
        fact_id,
        preferred_channel AS channel,
        quiet_from,
        quiet_to,
        do_not_contact
      FROM fact_preference_changed_v1
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
