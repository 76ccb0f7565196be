WITH answered AS (
  SELECT
    m.party_id,
    m.channel,
    m.happened_at
  FROM messages AS m
  WHERE
    NOT m.party_id IS NULL AND m.direction = 'in' AND m.stands AND NOT m.automatic
  UNION ALL
  SELECT
    c.party_id,
    c.kind,
    c.happened_at
  FROM contacts AS c
  WHERE
    c.direction = 'in' AND NOT c.party_id IS NULL
  UNION ALL
  SELECT
    a.party_id,
    d.channel,
    a.happened_at
  FROM campaign_answers AS a
  JOIN deliveries AS d
    ON d.delivery_id = a.delivery_id
  WHERE
    NOT a.machine AND NOT a.party_id IS NULL
), owned AS (
  SELECT
    COALESCE(i.customer_id, a.party_id) AS customer_id,
    a.channel,
    CAST(HOUR(FROM_UTC_TIMESTAMP(CAST(a.happened_at AS TIMESTAMP), 'UTC')) AS BIGINT) AS hour,
    a.happened_at
  FROM answered AS a
  LEFT JOIN identities AS i
    ON i.party_id = a.party_id
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(channel AS STRING) AS channel,
  CAST(hour AS BIGINT) AS hour,
  CAST(answers AS BIGINT) AS answers,
  CAST(last_at AS TIMESTAMP) AS last_at
FROM (
  SELECT
    customer_id,
    channel,
    hour,
    COUNT(*) AS answers,
    MAX(happened_at) AS last_at
  FROM owned
  GROUP BY
    customer_id,
    channel,
    hour
) AS made
