SELECT
  CAST(text_id AS STRING) AS text_id,
  CAST(read_at AS TIMESTAMP) AS read_at,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(conversation_id AS STRING) AS conversation_id,
  CAST(kind AS STRING) AS kind,
  CAST(channel AS STRING) AS channel,
  CAST(sku AS STRING) AS sku,
  CAST(mood AS STRING) AS mood,
  CAST(score AS DECIMAL(9, 4)) AS score,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY text_id ORDER BY read_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        text_id,
        fact_occurred_at AS read_at,
        fact_id,
        customer_id AS party_id,
        conversation_id,
        kind,
        channel,
        NULLIF(sku, '') AS sku,
        mood,
        CAST(score AS DECIMAL(9, 4)) AS score,
        `at` AS happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(`at` AS TIMESTAMP), 'UTC') AS DATE) AS day
      FROM fact_mood_read_v1
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
