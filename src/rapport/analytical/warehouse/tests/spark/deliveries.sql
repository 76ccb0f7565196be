SELECT
  CAST(delivery_id AS STRING) AS delivery_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(message_id AS STRING) AS message_id,
  CAST(campaign_id AS STRING) AS campaign_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(channel AS STRING) AS channel,
  CAST(state AS STRING) AS state,
  CAST(units AS BIGINT) AS units,
  CAST(cost AS DECIMAL(20, 6)) AS cost,
  CAST(currency AS STRING) AS currency,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY delivery_id ORDER BY happened_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        delivery_id,
        fact_id,
        message_id,
        group_id AS campaign_id,
        customer_id AS party_id,
        channel,
        state,
        units,
        CAST(NULLIF(cost, '') AS DECIMAL(20, 6)) AS cost,
        currency,
        `at` AS happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(`at` AS TIMESTAMP), 'UTC') AS DATE) AS day
      FROM fact_delivery_settled_v1
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
