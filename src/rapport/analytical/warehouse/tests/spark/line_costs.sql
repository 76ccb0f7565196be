WITH held AS (
  SELECT
    product_id,
    since,
    cost,
    currency,
    ROW_NUMBER() OVER w AS nth,
    LEAD(since) OVER w AS until
  FROM product_costs
  WINDOW w AS (PARTITION BY product_id ORDER BY since NULLS LAST)
), met AS (
  SELECT
    l.order_id,
    l.line_id,
    l.product_id,
    l.party_id,
    l.sku,
    l.day,
    l.currency,
    l.total_minor,
    TRY_CAST(h.cost AS DECIMAL(16, 6)) * TRY_CAST(l.pieces AS DECIMAL(15, 4)) * CAST(CASE
      WHEN l.currency IN (
        'ADP',
        'AFN',
        'ALL',
        'BIF',
        'BYR',
        'CLP',
        'DJF',
        'ESP',
        'GNF',
        'IQD',
        'IRR',
        'ISK',
        'ITL',
        'JPY',
        'KMF',
        'KPW',
        'KRW',
        'LAK',
        'LBP',
        'LUF',
        'MGA',
        'MGF',
        'MMK',
        'MRO',
        'PYG',
        'RSD',
        'RWF',
        'SLL',
        'SOS',
        'STD',
        'SYP',
        'TMM',
        'TRL',
        'UGX',
        'UYI',
        'VND',
        'VUV',
        'XAF',
        'XOF',
        'XPF',
        'YER',
        'ZMK',
        'ZWD'
      )
      THEN 1
      WHEN l.currency IN ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')
      THEN 1000
      WHEN l.currency IN ('CLF', 'UYW')
      THEN 10000
      ELSE 100
    END AS DECIMAL(5, 0)) AS exact
  FROM order_lines AS l
  JOIN held AS h
    ON h.product_id = l.product_id
    AND h.currency = l.currency
    AND (
      h.nth = 1 OR l.day >= h.since
    )
    AND (
      h.until IS NULL OR l.day < h.until
    )
), rounded AS (
  SELECT
    *,
    TRY_CAST(ROUND(exact) AS BIGINT) AS nearest,
    exact - FLOOR(exact) = 0.5 AS halved
  FROM met
)
SELECT
  CAST(order_id AS STRING) AS order_id,
  CAST(line_id AS STRING) AS line_id,
  CAST(product_id AS STRING) AS product_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(sku AS STRING) AS sku,
  CAST(day AS DATE) AS day,
  CAST(currency AS STRING) AS currency,
  CAST(total_minor AS BIGINT) AS total_minor,
  CAST(cost_minor AS BIGINT) AS cost_minor
FROM (
  SELECT
    order_id,
    line_id,
    product_id,
    party_id,
    sku,
    day,
    currency,
    total_minor,
    CASE
      WHEN halved AND nearest % 2 <> 0
      THEN nearest - CASE WHEN exact < 0 THEN -1 ELSE 1 END
      ELSE nearest
    END AS cost_minor
  FROM rounded
  WHERE
    NOT nearest IS NULL
) AS made
