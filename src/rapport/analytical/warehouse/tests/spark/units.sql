WITH RECURSIVE walk AS (
  SELECT
    unit_id,
    code,
    label,
    tier,
    parent_id,
    unit_id AS top_id,
    0 AS depth,
    label AS path
  FROM unit_states
  WHERE
    stands AND parent_id IS NULL
  UNION ALL
  SELECT
    u.unit_id,
    u.code,
    u.label,
    u.tier,
    u.parent_id,
    w.top_id,
    w.depth + 1 AS depth,
    w.path || ' › ' || u.label AS path
  FROM walk AS w
  JOIN unit_states AS u
    ON u.parent_id = w.unit_id AND u.stands
  WHERE
    w.depth < 50
)
SELECT
  CAST(unit_id AS STRING) AS unit_id,
  CAST(code AS STRING) AS code,
  CAST(label AS STRING) AS label,
  CAST(tier AS STRING) AS tier,
  CAST(parent_id AS STRING) AS parent_id,
  CAST(top_id AS STRING) AS top_id,
  CAST(depth AS INT) AS depth,
  CAST(path AS STRING) AS path
FROM (
  SELECT
    unit_id,
    code,
    label,
    tier,
    parent_id,
    top_id,
    depth,
    path
  FROM walk
) AS made
