WITH met AS (
  SELECT
    day,
    'contact' AS kind,
    kind AS channel,
    direction
  FROM contacts
  UNION ALL
  SELECT
    day,
    'message',
    channel,
    direction
  FROM messages
  WHERE
    stands AND NOT automatic
  UNION ALL
  SELECT
    day,
    what,
    '',
    'in'
  FROM campaign_answers
  WHERE
    NOT machine
  UNION ALL
  SELECT
    day,
    what,
    '',
    'in'
  FROM journey_answers
  WHERE
    NOT machine
  UNION ALL
  SELECT
    day,
    'form',
    'web',
    'in'
  FROM form_entries
  UNION ALL
  SELECT
    day,
    CASE WHEN given THEN 'consent' ELSE 'refusal' END,
    channel,
    'in'
  FROM consents
  UNION ALL
  SELECT
    day,
    'task',
    about_kind,
    ''
  FROM tasks
  WHERE
    stands AND NOT day IS NULL
  UNION ALL
  SELECT
    day,
    'visit',
    'web',
    'in'
  FROM visits
  UNION ALL
  SELECT
    day,
    'return',
    '',
    'in'
  FROM returns
  UNION ALL
  SELECT
    day,
    'need',
    '',
    'in'
  FROM needs
  WHERE
    NOT day IS NULL
)
SELECT
  CAST(day AS DATE) AS day,
  CAST(kind AS STRING) AS kind,
  CAST(channel AS STRING) AS channel,
  CAST(direction AS STRING) AS direction,
  CAST(times AS BIGINT) AS times
FROM (
  SELECT
    day,
    kind,
    COALESCE(channel, '') AS channel,
    direction,
    COUNT(*) AS times
  FROM met
  GROUP BY
    day,
    kind,
    COALESCE(channel, ''),
    direction
) AS made
