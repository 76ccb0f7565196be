SELECT
  CAST(return_id AS STRING) AS return_id,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(order_id AS STRING) AS order_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(reason AS STRING) AS reason,
  CAST(received_at AS TIMESTAMP) AS received_at,
  CAST(day AS DATE) AS day,
  CAST(currency AS STRING) AS currency,
  CAST(value_minor AS BIGINT) AS value_minor,
  CAST(lines AS ARRAY<
    STRUCT<
      line_id: STRING,
      sku: STRING,
      product_id: STRING,
      quantity: STRING,
      value_minor: BIGINT
    >
  >) AS lines
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY return_id ORDER BY fact_id DESC) AS _w
    FROM (
      SELECT
        return_id,
        fact_id,
        order_id,
        party_id,
        reason,
        received_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(received_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
        currency,
        value_minor,
        lines
      FROM fact_return_received_v1
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
