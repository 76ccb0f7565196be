SELECT
  CAST(visitor_id AS STRING) AS visitor_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(linked_at AS TIMESTAMP) AS linked_at
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY visitor_id, party_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        visitor_id,
        customer_id AS party_id,
        fact_id,
        linked_at
      FROM fact_visitor_linked_v1
    ) AS told
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM gone
        WHERE
          gone.party_id = told.party_id
      )
      AND NOT EXISTS(
        SELECT
          1
        FROM gone
        WHERE
          gone.party_id = told.visitor_id
      )
  ) AS _t
  WHERE
    _w = 1
) AS made
