WITH told AS (
  SELECT
    need_id,
    MAX(party_id) AS party_id,
    MAX(level) AS level,
    MIN(step_at) FILTER(WHERE
      step = 'raised') AS raised_at,
    MIN(step_at) FILTER(WHERE
      step = 'acknowledged') AS acknowledged_at,
    MAX(step_at) FILTER(WHERE
      step = 'resolved') AS resolved_at,
    COUNT(*) FILTER(WHERE
      step = 'escalated') AS escalations,
    MAX(outcome) AS outcome
  FROM need_steps
  GROUP BY
    need_id
)
SELECT
  CAST(need_id AS STRING) AS need_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(level AS STRING) AS level,
  CAST(raised_at AS TIMESTAMP) AS raised_at,
  CAST(acknowledged_at AS TIMESTAMP) AS acknowledged_at,
  CAST(resolved_at AS TIMESTAMP) AS resolved_at,
  CAST(day AS DATE) AS day,
  CAST(escalations AS BIGINT) AS escalations,
  CAST(minutes_to_answer AS DECIMAL(18, 1)) AS minutes_to_answer,
  CAST(minutes_to_end AS DECIMAL(18, 1)) AS minutes_to_end,
  CAST(outcome AS STRING) AS outcome
FROM (
  SELECT
    need_id,
    party_id,
    level,
    raised_at,
    acknowledged_at,
    resolved_at,
    CAST(FROM_UTC_TIMESTAMP(CAST(raised_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
    escalations,
    CAST(CAST(CAST(CAST(FLOOR(UNIX_SECONDS(acknowledged_at) / 1) - FLOOR(UNIX_SECONDS(raised_at) / 1) AS BIGINT) AS DECIMAL(18, 4)) AS DOUBLE) / 60 AS DECIMAL(18, 1)) AS minutes_to_answer,
    CAST(CAST(CAST(CAST(FLOOR(UNIX_SECONDS(resolved_at) / 1) - FLOOR(UNIX_SECONDS(raised_at) / 1) AS BIGINT) AS DECIMAL(18, 4)) AS DOUBLE) / 60 AS DECIMAL(18, 1)) AS minutes_to_end,
    outcome
  FROM told
) AS made
