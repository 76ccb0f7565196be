SELECT
  CAST(delivery_id AS STRING) AS delivery_id,
  CAST(what AS STRING) AS what,
  CAST(url AS STRING) AS url,
  CAST(machine AS BOOLEAN) AS machine,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(journey_id AS STRING) AS journey_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY delivery_id, what, url, machine ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        delivery_id,
        what,
        url,
        machine,
        fact_id,
        journey_id,
        customer_id AS party_id,
        `at` AS happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(`at` AS TIMESTAMP), 'UTC') AS DATE) AS day
      FROM fact_journey_answered_v1
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
