SELECT
  CAST(day AS DATE) AS day,
  CAST(channel AS STRING) AS channel,
  CAST(conversations AS BIGINT) AS conversations,
  CAST(asked AS BIGINT) AS asked,
  CAST(answered AS BIGINT) AS answered,
  CAST(within_hour AS BIGINT) AS within_hour,
  CAST(minutes_to_answer AS DECIMAL(38, 1)) AS minutes_to_answer
FROM (
  SELECT
    day,
    channel,
    COUNT(*) AS conversations,
    COUNT(asked_at) AS asked,
    COUNT(answered_at) AS answered,
    COUNT(*) FILTER(WHERE
      minutes_to_answer <= 60) AS within_hour,
    CAST(CAST(SUM(minutes_to_answer) AS DOUBLE) / NULLIF(COUNT(minutes_to_answer), 0) AS DECIMAL(38, 1)) AS minutes_to_answer
  FROM conversations
  GROUP BY
    day,
    channel
) AS made
