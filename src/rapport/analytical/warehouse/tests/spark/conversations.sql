WITH said AS (
  SELECT
    conversation_id,
    party_id,
    channel,
    direction,
    happened_at,
    MIN(CASE WHEN direction = 'in' AND NOT automatic THEN happened_at END) OVER (PARTITION BY conversation_id) AS asked_at
  FROM messages
  WHERE
    stands
), summed AS (
  SELECT
    conversation_id,
    MAX(party_id) AS party_id,
    MIN(channel) AS channel,
    MIN(happened_at) AS began_at,
    MAX(happened_at) AS last_at,
    COUNT(*) FILTER(WHERE
      direction = 'in') AS messages_in,
    COUNT(*) FILTER(WHERE
      direction = 'out') AS messages_out,
    MIN(asked_at) AS asked_at,
    MIN(happened_at) FILTER(WHERE
      direction = 'out' AND happened_at > asked_at) AS answered_at
  FROM said
  GROUP BY
    conversation_id
), states AS (
  SELECT
    conversation_id,
    party_id,
    state,
    ROW_NUMBER() OVER (PARTITION BY conversation_id ORDER BY version DESC) AS place
  FROM conversation_states
)
SELECT
  CAST(conversation_id AS STRING) AS conversation_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(channel AS STRING) AS channel,
  CAST(state AS STRING) AS state,
  CAST(began_at AS TIMESTAMP) AS began_at,
  CAST(last_at AS TIMESTAMP) AS last_at,
  CAST(day AS DATE) AS day,
  CAST(messages_in AS BIGINT) AS messages_in,
  CAST(messages_out AS BIGINT) AS messages_out,
  CAST(asked_at AS TIMESTAMP) AS asked_at,
  CAST(answered_at AS TIMESTAMP) AS answered_at,
  CAST(minutes_to_answer AS DECIMAL(18, 1)) AS minutes_to_answer
FROM (
  SELECT
    s.conversation_id,
    COALESCE(c.party_id, s.party_id) AS party_id,
    s.channel,
    COALESCE(c.state, '') AS state,
    s.began_at,
    s.last_at,
    CAST(FROM_UTC_TIMESTAMP(CAST(s.began_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
    s.messages_in,
    s.messages_out,
    s.asked_at,
    s.answered_at,
    CAST(CAST(CAST(CAST(FLOOR(UNIX_SECONDS(s.answered_at) / 1) - FLOOR(UNIX_SECONDS(s.asked_at) / 1) AS BIGINT) AS DECIMAL(18, 4)) AS DOUBLE) / 60 AS DECIMAL(18, 1)) AS minutes_to_answer
  FROM summed AS s
  LEFT JOIN states AS c
    ON c.conversation_id = s.conversation_id AND c.place = 1
) AS made
