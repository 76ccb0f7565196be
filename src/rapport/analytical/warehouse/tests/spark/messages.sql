WITH told AS (
  SELECT
    message_id,
    CAST(1 AS BIGINT) AS step,
    fact_id,
    conversation_id,
    customer_id AS party_id,
    channel,
    'in' AS direction,
    '' AS purpose,
    automatic,
    size,
    `at` AS happened_at
  FROM fact_message_received_v1
  UNION ALL
  SELECT
    message_id,
    CAST(1 AS BIGINT),
    fact_id,
    conversation_id,
    customer_id,
    channel,
    'out',
    purpose,
    FALSE,
    size,
    `at`
  FROM fact_message_written_v1
  UNION ALL
  SELECT
    message_id,
    CAST(2 AS BIGINT),
    fact_id,
    conversation_id,
    NULL,
    channel,
    'out',
    '',
    FALSE,
    NULL,
    `at`
  FROM fact_message_withdrawn_v1
)
SELECT
  CAST(message_id AS STRING) AS message_id,
  CAST(step AS BIGINT) AS step,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(conversation_id AS STRING) AS conversation_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(channel AS STRING) AS channel,
  CAST(direction AS STRING) AS direction,
  CAST(purpose AS STRING) AS purpose,
  CAST(automatic AS BOOLEAN) AS automatic,
  CAST(size AS BIGINT) AS size,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day,
  CAST(stands AS BOOLEAN) AS stands
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY message_id ORDER BY step DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        message_id,
        step,
        fact_id,
        conversation_id,
        party_id,
        channel,
        direction,
        purpose,
        automatic,
        size,
        happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(happened_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
        step = 1 AS stands
      FROM told
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
