SELECT
  CAST(day AS DATE) AS day,
  CAST(channel AS STRING) AS channel,
  CAST(country AS STRING) AS country,
  CAST(unit AS STRING) AS unit,
  CAST(currency AS STRING) AS currency,
  CAST(orders AS BIGINT) AS orders,
  CAST(pieces AS DECIMAL(38, 4)) AS pieces,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(guests AS BIGINT) AS guests
FROM (
  SELECT
    day,
    channel,
    country,
    COALESCE(unit_id, '') AS unit,
    currency,
    COUNT(*) FILTER(WHERE
      bought_minor > 0) AS orders,
    SUM(pieces) AS pieces,
    CAST(SUM(bought_minor) AS BIGINT) AS bought_minor,
    COUNT(*) FILTER(WHERE
      party_id IS NULL AND bought_minor > 0) AS guests
  FROM orders
  WHERE
    stands AND NOT day IS NULL
  GROUP BY
    day,
    channel,
    country,
    COALESCE(unit_id, ''),
    currency
) AS made
