SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(purpose AS STRING) AS purpose,
  CAST(channel AS STRING) AS channel,
  CAST(given AS BOOLEAN) AS given,
  CAST(origin AS STRING) AS origin,
  CAST(said_at AS TIMESTAMP) AS said_at
FROM (
  SELECT
    customer_id,
    purpose,
    channel,
    given,
    origin,
    said_at
  FROM (
    SELECT
      COALESCE(i.customer_id, c.party_id) AS customer_id,
      c.purpose,
      c.channel,
      c.given,
      c.origin,
      c.said_at,
      ROW_NUMBER() OVER (
        PARTITION BY COALESCE(i.customer_id, c.party_id), c.purpose, c.channel
        ORDER BY c.said_at DESC, c.fact_id DESC
      ) AS place
    FROM consents AS c
    LEFT JOIN identities AS i
      ON i.party_id = c.party_id
  ) AS told
  WHERE
    place = 1
) AS made
