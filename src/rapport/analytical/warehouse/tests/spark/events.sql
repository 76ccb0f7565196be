SELECT
  CAST(visitor_id AS STRING) AS visitor_id,
  CAST(event_id AS STRING) AS event_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(received_at AS TIMESTAMP) AS received_at,
  CAST(happened_at AS TIMESTAMP) AS happened_at,
  CAST(day AS DATE) AS day,
  CAST(event AS STRING) AS event,
  CAST(session AS STRING) AS session,
  CAST(sku AS STRING) AS sku,
  CAST(category AS STRING) AS category,
  CAST(searched AS BOOLEAN) AS searched,
  CAST(order_number AS STRING) AS order_number,
  CAST(referrer AS STRING) AS referrer
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY visitor_id, event_id ORDER BY received_at DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        visitor_id,
        event_id,
        fact_id,
        received_at,
        happened_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(happened_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
        event,
        COALESCE(
          session,
          CAST(CAST(FROM_UTC_TIMESTAMP(CAST(happened_at AS TIMESTAMP), 'UTC') AS DATE) AS STRING)
        ) AS session,
        sku,
        category,
        COALESCE(query, '') <> '' AS searched,
        `order` AS order_number,
        NULLIF(REGEXP_EXTRACT(referrer, '^https?://([^/?#]+)'), '') AS referrer
      FROM fact_behaviour_recorded_v1
    ) AS told
    WHERE
      NOT EXISTS(
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
