SELECT
  CAST(touch_id AS STRING) AS touch_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(kind AS STRING) AS kind,
  CAST(direction AS STRING) AS direction,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY touch_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        touch_id,
        fact_id,
        customer_id AS party_id,
        kind,
        direction,
        `at` AS happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(`at` AS TIMESTAMP), 'UTC') AS DATE) AS day
      FROM fact_contact_logged_v1
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
