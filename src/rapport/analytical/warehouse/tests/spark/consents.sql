SELECT
  CAST(consent_id AS STRING) AS consent_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(purpose AS STRING) AS purpose,
  CAST(channel AS STRING) AS channel,
  CAST(given AS BOOLEAN) AS given,
  CAST(origin AS STRING) AS origin,
  CAST(said_at AS TIMESTAMP) AS said_at,
  CAST(day AS DATE) AS day
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY consent_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        consent_id,
        fact_id,
        customer_id AS party_id,
        purpose,
        channel,
        TRUE AS given,
        origin,
        `at` AS said_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(`at` AS TIMESTAMP), 'UTC') AS DATE) AS day
      FROM fact_consent_given_v1
      UNION ALL
      SELECT
        consent_id,
        fact_id,
        customer_id,
        purpose,
        channel,
        FALSE,
        origin,
        `at` AS said_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(`at` AS TIMESTAMP), 'UTC') AS DATE)
      FROM fact_consent_withdrawn_v1
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
