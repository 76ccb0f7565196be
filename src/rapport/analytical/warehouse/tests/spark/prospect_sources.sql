WITH ordered AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY source, prospect_id ORDER BY step_at DESC, step_id DESC) AS place
  FROM prospect_steps
), ends AS (
  SELECT
    source,
    prospect_id,
    MAX(step) FILTER(WHERE
      place = 1) AS last_step,
    MAX(
      CAST(FLOOR(UNIX_SECONDS(step_at) / 1) - FLOOR(UNIX_SECONDS(captured_at) / 1) AS BIGINT)
    ) FILTER(WHERE
      step = 'converted' AND place = 1) AS seconds
  FROM ordered
  GROUP BY
    source,
    prospect_id
)
SELECT
  CAST(source AS STRING) AS source,
  CAST(captured AS BIGINT) AS captured,
  CAST(converted AS BIGINT) AS converted,
  CAST(lost AS BIGINT) AS lost,
  CAST(converted_share AS DECIMAL(9, 4)) AS converted_share,
  CAST(days_to_convert AS DECIMAL(38, 1)) AS days_to_convert
FROM (
  SELECT
    source,
    COUNT(*) AS captured,
    COUNT(*) FILTER(WHERE
      last_step = 'converted') AS converted,
    COUNT(*) FILTER(WHERE
      last_step = 'lost') AS lost,
    CAST(CAST(COUNT(*) FILTER(WHERE
      last_step = 'converted') AS DOUBLE) / CAST(COUNT(*) AS DOUBLE) AS DECIMAL(9, 4)) AS converted_share,
    CAST(CAST(CAST(SUM(seconds) AS DOUBLE) / 86400 AS DOUBLE) / NULLIF(COUNT(seconds), 0) AS DECIMAL(38, 1)) AS days_to_convert
  FROM ends
  GROUP BY
    source
) AS made
