WITH met AS (
  SELECT
    'contact' AS kind,
    touch_id AS id,
    party_id,
    happened_at,
    kind AS channel,
    direction,
    CAST(NULL AS STRING) AS campaign_id
  FROM contacts
  UNION ALL
  SELECT
    'message',
    m.message_id,
    m.party_id,
    m.happened_at,
    m.channel,
    m.direction,
    MAX(d.campaign_id)
  FROM messages AS m
  LEFT JOIN deliveries AS d
    ON d.message_id = m.message_id
  WHERE
    m.stands AND NOT m.automatic
  GROUP BY
    m.message_id,
    m.party_id,
    m.happened_at,
    m.channel,
    m.direction
  UNION ALL
  SELECT
    what,
    delivery_id || ' ' || url,
    party_id,
    happened_at,
    '',
    'in',
    campaign_id
  FROM campaign_answers
  WHERE
    NOT machine
  UNION ALL
  SELECT
    what,
    delivery_id || ' ' || url,
    party_id,
    happened_at,
    '',
    'in',
    NULL
  FROM journey_answers
  WHERE
    NOT machine
  UNION ALL
  SELECT
    'form',
    entry_id,
    party_id,
    happened_at,
    'web',
    'in',
    NULL
  FROM form_entries
  UNION ALL
  SELECT
    CASE WHEN given THEN 'consent' ELSE 'refusal' END,
    consent_id,
    party_id,
    said_at,
    channel,
    'in',
    NULL
  FROM consents
  UNION ALL
  SELECT
    'task',
    task_id,
    party_id,
    done_at,
    about_kind,
    '',
    NULL
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
    'in',
    NULL
  FROM visits
  UNION ALL
  SELECT
    'return',
    return_id,
    party_id,
    received_at,
    '',
    'in',
    NULL
  FROM returns
  UNION ALL
  SELECT
    'need',
    need_id,
    party_id,
    raised_at,
    '',
    'in',
    NULL
  FROM needs
)
SELECT
  CAST(kind AS STRING) AS kind,
  CAST(id AS STRING) AS id,
  CAST(party_id AS STRING) AS party_id,
  CAST(customer_id AS STRING) AS customer_id,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(channel AS STRING) AS channel,
  CAST(direction AS STRING) AS direction,
  CAST(campaign_id AS STRING) AS campaign_id
FROM (
  SELECT
    m.kind,
    m.id,
    m.party_id,
    COALESCE(i.customer_id, m.party_id) AS customer_id,
    m.happened_at,
    m.channel,
    m.direction,
    m.campaign_id
  FROM met AS m
  LEFT JOIN identities AS i
    ON i.party_id = m.party_id
) AS made
