WITH reached AS (
  SELECT
    d.campaign_id,
    d.delivery_id,
    COALESCE(i.customer_id, d.party_id) AS customer_id,
    m.conversation_id,
    m.purpose,
    d.channel,
    m.happened_at AS reached_at
  FROM deliveries AS d
  JOIN messages AS m
    ON m.message_id = d.message_id AND m.party_id = d.party_id
  LEFT JOIN identities AS i
    ON i.party_id = d.party_id
  WHERE
    NOT d.campaign_id IS NULL
    AND NOT d.party_id IS NULL
    AND d.state IN ('sent', 'delivered', 'read')
), said AS (
  SELECT
    COALESCE(i.customer_id, m.party_id) AS customer_id,
    m.conversation_id,
    m.happened_at
  FROM messages AS m
  LEFT JOIN identities AS i
    ON i.party_id = m.party_id
  WHERE
    NOT m.party_id IS NULL AND m.direction = 'in' AND m.stands AND NOT m.automatic
), refused AS (
  SELECT
    COALESCE(i.customer_id, c.party_id) AS customer_id,
    c.purpose,
    c.channel,
    c.said_at
  FROM consents AS c
  LEFT JOIN identities AS i
    ON i.party_id = c.party_id
  WHERE
    NOT c.party_id IS NULL AND NOT c.given
)
SELECT
  CAST(delivery_id AS STRING) AS delivery_id,
  CAST(what AS STRING) AS what,
  CAST(campaign_id AS STRING) AS campaign_id,
  CAST(customer_id AS STRING) AS customer_id,
  CAST(seconds_after AS BIGINT) AS seconds_after
FROM (
  SELECT
    r.delivery_id,
    'reply' AS what,
    r.campaign_id,
    r.customer_id,
    CAST(MIN(
      CAST(FLOOR(UNIX_SECONDS(s.happened_at) / 1) - FLOOR(UNIX_SECONDS(r.reached_at) / 1) AS BIGINT)
    ) AS BIGINT) AS seconds_after
  FROM reached AS r
  JOIN said AS s
    ON s.customer_id = r.customer_id AND s.conversation_id = r.conversation_id
  WHERE
    s.happened_at > r.reached_at
    AND CAST(FLOOR(UNIX_SECONDS(s.happened_at) / 1) - FLOOR(UNIX_SECONDS(r.reached_at) / 1) AS BIGINT) < 1209600
  GROUP BY
    r.delivery_id,
    r.campaign_id,
    r.customer_id
  UNION ALL
  SELECT
    r.delivery_id,
    'leave',
    r.campaign_id,
    r.customer_id,
    CAST(MIN(
      CAST(FLOOR(UNIX_SECONDS(f.said_at) / 1) - FLOOR(UNIX_SECONDS(r.reached_at) / 1) AS BIGINT)
    ) AS BIGINT)
  FROM reached AS r
  JOIN refused AS f
    ON f.customer_id = r.customer_id AND f.purpose = r.purpose AND f.channel = r.channel
  WHERE
    f.said_at > r.reached_at
    AND CAST(FLOOR(UNIX_SECONDS(f.said_at) / 1) - FLOOR(UNIX_SECONDS(r.reached_at) / 1) AS BIGINT) < 1209600
  GROUP BY
    r.delivery_id,
    r.campaign_id,
    r.customer_id
) AS made
