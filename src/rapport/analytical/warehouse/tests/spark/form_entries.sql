SELECT
  CAST(entry_id AS STRING) AS entry_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(form_id AS STRING) AS form_id,
  CAST(outcome AS STRING) AS outcome,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY entry_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        entry_id,
        fact_id,
        customer_id AS party_id,
        form_id,
        outcome,
        received_at AS happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(received_at AS TIMESTAMP), 'UTC') AS DATE) AS day
      FROM fact_form_submitted_v1
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
