SELECT
  CAST(party_id AS STRING) AS party_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(how AS STRING) AS how
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY party_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        customer_id AS party_id,
        fact_id,
        'erased' AS how
      FROM fact_customer_erased_v1
      UNION ALL
      SELECT
        customer_id,
        fact_id,
        'removed'
      FROM fact_customer_removed_v1
      UNION ALL
      SELECT
        visitor_id,
        fact_id,
        'forgotten'
      FROM fact_visitor_forgotten_v1
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
