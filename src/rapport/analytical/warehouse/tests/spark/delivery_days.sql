SELECT
  CAST(day AS DATE) AS day,
  CAST(channel AS STRING) AS channel,
  CAST(currency AS STRING) AS currency,
  CAST(messages AS BIGINT) AS messages,
  CAST(failed AS BIGINT) AS failed,
  CAST(charged AS BIGINT) AS charged,
  CAST(cost AS DECIMAL(38, 6)) AS cost
FROM (
  SELECT
    day,
    channel,
    COALESCE(currency, '') AS currency,
    COUNT(*) FILTER(WHERE
      state IN ('sent', 'delivered', 'read')) AS messages,
    COUNT(*) FILTER(WHERE
      state IN ('failed', 'refused')) AS failed,
    COUNT(*) FILTER(WHERE
      state IN ('sent', 'delivered', 'read') AND NOT cost IS NULL) AS charged,
    CAST(COALESCE(SUM(cost), 0) AS DECIMAL(38, 6)) AS cost
  FROM deliveries
  GROUP BY
    day,
    channel,
    COALESCE(currency, '')
) AS made
