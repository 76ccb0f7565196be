WITH met AS (
  SELECT
    'contact' AS kind,
    touch_id AS id,
    party_id,
    happened_at,
    kind AS channel,
    direction
  FROM contacts
  UNION ALL
  SELECT
    'form',
    entry_id,
    party_id,
    happened_at,
    'web',
    'in'
  FROM form_entries
  UNION ALL
  SELECT
    CASE WHEN given THEN 'consent' ELSE 'refusal' END,
    consent_id,
    party_id,
    said_at,
    channel,
    'in'
  FROM consents
  UNION ALL
  SELECT
    'task',
    task_id,
    party_id,
    done_at,
    about_kind,
    ''
  FROM tasks
  WHERE
    stands AND NOT done_at IS NULL
  UNION ALL
  SELECT
    'visit',
    visitor_id || ' ' || session || ' ' || CAST(part AS STRING),
    party_id,
    started_at,
    'web',
    'in'
  FROM visits
  UNION ALL
  SELECT
    'return',
    return_id,
    party_id,
    received_at,
    '',
    'in'
  FROM returns
  UNION ALL
  SELECT
    'need',
    need_id,
    party_id,
    raised_at,
    '',
    'in'
  FROM needs
)
SELECT
  CAST(kind AS STRING) AS kind,
  CAST(id AS STRING) AS id,
  CAST(party_id AS STRING) AS party_id,
  CAST(customer_id AS STRING) AS customer_id,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(channel AS STRING) AS channel,
  CAST(direction AS STRING) AS direction
FROM (
  SELECT
    m.kind,
    m.id,
    m.party_id,
    COALESCE(i.customer_id, m.party_id) AS customer_id,
    m.happened_at,
    m.channel,
    m.direction
  FROM met AS m
  LEFT JOIN identities AS i
    ON i.party_id = m.party_id
) AS made
