WITH told AS (
  SELECT
    COALESCE(i.customer_id, s.party_id) AS customer_id,
    s.told_at,
    s.roles,
    s.kind,
    s.country,
    s.city,
    s.unit_id,
    s.owner_id,
    i.party_id IS NULL AS itself,
    ROW_NUMBER() OVER (
      PARTITION BY COALESCE(i.customer_id, s.party_id)
      ORDER BY CASE WHEN i.party_id IS NULL THEN 0 ELSE 1 END NULLS LAST, s.version DESC, s.fact_id DESC
    ) AS place,
    ARRAY_CONTAINS(s.roles, 'partner') OR ARRAY_CONTAINS(s.roles, 'supplier') AS works
  FROM customer_states AS s
  LEFT JOIN identities AS i
    ON i.party_id = s.party_id
), first_so AS (
  SELECT
    customer_id,
    MIN(told_at) AS since
  FROM told
  WHERE
    works
  GROUP BY
    customer_id
), spoken AS (
  SELECT
    COALESCE(i.customer_id, c.party_id) AS customer_id,
    COUNT(*) AS contacts,
    MAX(c.happened_at) AS last_at
  FROM contacts AS c
  LEFT JOIN identities AS i
    ON i.party_id = c.party_id
  GROUP BY
    COALESCE(i.customer_id, c.party_id)
), waiting AS (
  SELECT
    COALESCE(i.customer_id, t.party_id) AS customer_id,
    COUNT(*) AS tasks
  FROM tasks AS t
  LEFT JOIN identities AS i
    ON i.party_id = t.party_id
  WHERE
    t.stands AND t.done_at IS NULL AND NOT t.party_id IS NULL
  GROUP BY
    COALESCE(i.customer_id, t.party_id)
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(kind AS STRING) AS kind,
  CAST(roles AS ARRAY<STRING>) AS roles,
  CAST(country AS STRING) AS country,
  CAST(city AS STRING) AS city,
  CAST(unit_id AS STRING) AS unit_id,
  CAST(owner_id AS STRING) AS owner_id,
  CAST(since AS TIMESTAMP) AS since,
  CAST(contacts AS BIGINT) AS contacts,
  CAST(last_contact_at AS TIMESTAMP) AS last_contact_at,
  CAST(tasks_open AS BIGINT) AS tasks_open,
  CAST(orders AS BIGINT) AS orders
FROM (
  SELECT
    n.customer_id,
    n.kind,
    n.roles,
    n.country,
    n.city,
    n.unit_id,
    n.owner_id,
    f.since,
    COALESCE(c.contacts, 0) AS contacts,
    c.last_at AS last_contact_at,
    COALESCE(t.tasks, 0) AS tasks_open,
    COALESCE(p.orders, 0) AS orders
  FROM told AS n
  JOIN first_so AS f
    ON f.customer_id = n.customer_id
  LEFT JOIN spoken AS c
    ON c.customer_id = n.customer_id
  LEFT JOIN waiting AS t
    ON t.customer_id = n.customer_id
  LEFT JOIN customer_purchases AS p
    ON p.customer_id = n.customer_id
  WHERE
    n.place = 1 AND n.itself AND n.works
) AS made
