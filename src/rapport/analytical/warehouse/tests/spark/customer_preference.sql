WITH wished AS (
  SELECT
    COALESCE(i.customer_id, w.party_id) AS customer_id,
    w.channel,
    w.quiet_from,
    w.quiet_to,
    w.do_not_contact,
    ROW_NUMBER() OVER (
      PARTITION BY COALESCE(i.customer_id, w.party_id)
      ORDER BY w.told_at DESC, w.fact_id DESC
    ) AS place
  FROM wishes AS w
  LEFT JOIN identities AS i
    ON i.party_id = w.party_id
), allowed AS (
  SELECT
    customer_id,
    COUNT(*) FILTER(WHERE
      given) AS allowed,
    COUNT(*) FILTER(WHERE
      NOT given) AS refused
  FROM consent_states
  GROUP BY
    customer_id
), bought AS (
  SELECT
    COALESCE(i.customer_id, o.party_id) AS customer_id,
    o.channel,
    CAST((
      WEEKDAY(o.day) + 1
    ) AS BIGINT) AS weekday,
    o.currency
  FROM orders AS o
  LEFT JOIN identities AS i
    ON i.party_id = o.party_id
  WHERE
    NOT o.party_id IS NULL AND o.bought_minor > 0
), ways AS (
  SELECT
    customer_id,
    channel,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(*) DESC, channel NULLS LAST) AS place
  FROM bought
  GROUP BY
    customer_id,
    channel
), weekdays AS (
  SELECT
    customer_id,
    weekday,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(*) DESC, weekday NULLS LAST) AS place
  FROM bought
  GROUP BY
    customer_id,
    weekday
), moneys AS (
  SELECT
    customer_id,
    currency,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COUNT(*) DESC, currency NULLS LAST) AS place
  FROM bought
  GROUP BY
    customer_id,
    currency
), replied AS (
  SELECT
    customer_id,
    channel,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY SUM(answers) DESC, channel NULLS LAST) AS place
  FROM customer_hours
  GROUP BY
    customer_id,
    channel
), hours AS (
  SELECT
    customer_id,
    hour,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY SUM(answers) DESC, hour NULLS LAST) AS place
  FROM customer_hours
  GROUP BY
    customer_id,
    hour
), named AS (
  SELECT
    customer_id
  FROM wished
  UNION
  SELECT
    customer_id
  FROM allowed
  UNION
  SELECT
    customer_id
  FROM bought
  UNION
  SELECT
    customer_id
  FROM customer_hours
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(said_channel AS STRING) AS said_channel,
  CAST(quiet_from AS STRING) AS quiet_from,
  CAST(quiet_to AS STRING) AS quiet_to,
  CAST(do_not_contact AS BOOLEAN) AS do_not_contact,
  CAST(allowed AS BIGINT) AS allowed,
  CAST(refused AS BIGINT) AS refused,
  CAST(buys_by AS STRING) AS buys_by,
  CAST(buys_on AS BIGINT) AS buys_on,
  CAST(buys_in AS STRING) AS buys_in,
  CAST(answers_by AS STRING) AS answers_by,
  CAST(answers_at AS BIGINT) AS answers_at
FROM (
  SELECT
    n.customer_id,
    w.channel AS said_channel,
    w.quiet_from,
    w.quiet_to,
    COALESCE(w.do_not_contact, FALSE) AS do_not_contact,
    COALESCE(a.allowed, 0) AS allowed,
    COALESCE(a.refused, 0) AS refused,
    b.channel AS buys_by,
    d.weekday AS buys_on,
    m.currency AS buys_in,
    r.channel AS answers_by,
    h.hour AS answers_at
  FROM named AS n
  LEFT JOIN wished AS w
    ON w.customer_id = n.customer_id AND w.place = 1
  LEFT JOIN allowed AS a
    ON a.customer_id = n.customer_id
  LEFT JOIN ways AS b
    ON b.customer_id = n.customer_id AND b.place = 1
  LEFT JOIN weekdays AS d
    ON d.customer_id = n.customer_id AND d.place = 1
  LEFT JOIN moneys AS m
    ON m.customer_id = n.customer_id AND m.place = 1
  LEFT JOIN replied AS r
    ON r.customer_id = n.customer_id AND r.place = 1
  LEFT JOIN hours AS h
    ON h.customer_id = n.customer_id AND h.place = 1
) AS made
