SELECT
  CAST(day AS DATE) AS day,
  CAST(channel AS STRING) AS channel,
  CAST(texts AS BIGINT) AS texts,
  CAST(happy AS BIGINT) AS happy,
  CAST(unhappy AS BIGINT) AS unhappy,
  CAST(score AS DECIMAL(38, 2)) AS score
FROM (
  SELECT
    day,
    channel,
    COUNT(*) AS texts,
    COUNT(*) FILTER(WHERE
      mood = 'happy') AS happy,
    COUNT(*) FILTER(WHERE
      mood = 'unhappy') AS unhappy,
    CAST(CAST(SUM(score) AS DOUBLE) / COUNT(*) AS DECIMAL(38, 2)) AS score
  FROM moods
  GROUP BY
    day,
    channel
) AS made
