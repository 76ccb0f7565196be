SELECT
  CAST(feed AS STRING) AS feed,
  CAST(day AS DATE) AS day,
  CAST(times AS BIGINT) AS times
FROM (
  SELECT
    'orders' AS feed,
    day,
    COUNT(*) AS times
  FROM orders
  WHERE
    NOT day IS NULL
  GROUP BY
    day
  UNION ALL
  SELECT
    'events',
    day,
    COUNT(*)
  FROM events
  WHERE
    NOT day IS NULL
  GROUP BY
    day
) AS made
