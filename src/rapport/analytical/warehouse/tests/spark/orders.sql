WITH told AS (
  SELECT
    order_id,
    version,
    fact_id,
    party_id,
    placed_at,
    kind,
    status,
    channel,
    country,
    currency,
    unit_id,
    paid_minor,
    refunded_minor,
    lines
  FROM fact_order_placed_v1
  UNION ALL
  SELECT
    order_id,
    version,
    fact_id,
    party_id,
    placed_at,
    kind,
    status,
    channel,
    country,
    currency,
    unit_id,
    paid_minor,
    refunded_minor,
    lines
  FROM fact_order_changed_v1
  UNION ALL
  SELECT
    order_id,
    version,
    fact_id,
    party_id,
    placed_at,
    kind,
    status,
    channel,
    country,
    currency,
    unit_id,
    paid_minor,
    refunded_minor,
    lines
  FROM fact_order_status_changed_v1
  UNION ALL
  SELECT
    order_id,
    version,
    fact_id,
    party_id,
    placed_at,
    kind,
    status,
    channel,
    country,
    currency,
    unit_id,
    paid_minor,
    refunded_minor,
    lines
  FROM fact_order_cancelled_v1
  UNION ALL
  SELECT
    order_id,
    version,
    fact_id,
    party_id,
    NULL,
    'removed',
    'removed',
    '',
    '',
    '',
    NULL,
    0,
    0,
    ARRAY()
  FROM fact_order_removed_v1
), summed AS (
  SELECT
    told.*,
    FILTER(
      lines,
      line -> CAST(line.quantity AS DECIMAL(18, 4)) > 0
      AND CAST(line.unit_price AS DECIMAL(20, 6)) > 0
    ) AS sold,
    CAST(COALESCE(
      -CASE
        WHEN SIZE(
          TRANSFORM(
            FILTER(lines, line -> CAST(line.quantity AS DECIMAL(18, 4)) < 0),
            line -> line.total_minor
          )
        ) > 0
        THEN AGGREGATE(
          TRANSFORM(
            FILTER(lines, line -> CAST(line.quantity AS DECIMAL(18, 4)) < 0),
            line -> line.total_minor
          ),
          CAST(0 AS DECIMAL(38, 6)),
          (x, y) -> CAST(x + y AS DECIMAL(38, 6))
        )
      END,
      0
    ) AS BIGINT) AS negative_minor
  FROM told
), valued AS (
  SELECT
    summed.*,
    kind = 'order' AND status <> 'cancelled' AS stands,
    CAST(COALESCE(
      CASE
        WHEN SIZE(TRANSFORM(sold, line -> line.total_minor)) > 0
        THEN AGGREGATE(
          TRANSFORM(sold, line -> line.total_minor),
          CAST(0 AS DECIMAL(38, 6)),
          (x, y) -> CAST(x + y AS DECIMAL(38, 6))
        )
      END,
      0
    ) AS BIGINT) AS sold_minor
  FROM summed
)
SELECT
  CAST(order_id AS STRING) AS order_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(placed_at AS TIMESTAMP) AS placed_at,
  CAST(day AS DATE) AS day,
  CAST(kind AS STRING) AS kind,
  CAST(status AS STRING) AS status,
  CAST(stands AS BOOLEAN) AS stands,
  CAST(channel AS STRING) AS channel,
  CAST(country AS STRING) AS country,
  CAST(currency AS STRING) AS currency,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(back_minor AS BIGINT) AS back_minor,
  CAST(paid_minor AS BIGINT) AS paid_minor,
  CAST(refunded_minor AS BIGINT) AS refunded_minor,
  CAST(pieces AS DECIMAL(18, 4)) AS pieces,
  CAST(unit_id AS STRING) AS unit_id,
  CAST(lines AS ARRAY<
    STRUCT<
      line_id: STRING,
      sku: STRING,
      product_id: STRING,
      pieces: DECIMAL(18, 4),
      total_minor: BIGINT
    >
  >) AS lines
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY version DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        order_id,
        version,
        fact_id,
        party_id,
        placed_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(placed_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
        kind,
        status,
        stands,
        channel,
        country,
        currency,
        CASE WHEN stands THEN sold_minor ELSE 0 END AS bought_minor,
        CASE
          WHEN kind = 'cancellation'
          THEN GREATEST(negative_minor, 0)
          WHEN stands AND status IN ('refunded', 'returned')
          THEN sold_minor
          ELSE 0
        END AS back_minor,
        paid_minor,
        refunded_minor,
        CAST(CASE
          WHEN stands
          THEN COALESCE(
            CASE
              WHEN SIZE(TRANSFORM(sold, line -> CAST(line.quantity AS DECIMAL(18, 4)))) > 0
              THEN AGGREGATE(
                TRANSFORM(sold, line -> CAST(line.quantity AS DECIMAL(18, 4))),
                CAST(0 AS DECIMAL(38, 6)),
                (x, y) -> CAST(x + y AS DECIMAL(38, 6))
              )
            END,
            0
          )
          ELSE 0
        END AS DECIMAL(18, 4)) AS pieces,
        unit_id,
        CASE
          WHEN stands
          THEN TRANSFORM(
            sold,
            line -> STRUCT(
              line.line_id AS line_id,
              line.sku AS sku,
              line.product_id AS product_id,
              CAST(line.quantity AS DECIMAL(18, 4)) AS pieces,
              line.total_minor AS total_minor
            )
          )
          ELSE ARRAY()
        END AS lines
      FROM valued
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
