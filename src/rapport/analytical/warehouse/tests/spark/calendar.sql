WITH holidays AS (
  SELECT DISTINCT
    CAST(word AS DATE) AS day
  FROM (
    SELECT
      EXPLODE(REGEXP_EXTRACT_ALL(chosen, '[0-9]{4}-[0-9]{2}-[0-9]{2}', 0)) AS word
    FROM choices
    WHERE
      setting = 'accounts.holidays'
  ) AS words
), ends AS (
  SELECT
    MIN(day) AS first_day,
    MAX(day) AS last_day
  FROM (
    SELECT
      day
    FROM sales_days
    UNION ALL
    SELECT
      day
    FROM interaction_days
    UNION ALL
    SELECT
      day
    FROM holidays
  ) AS known
), days AS (
  SELECT
    CAST(moment AS DATE) AS day
  FROM (
    SELECT
      EXPLODE(
        SEQUENCE(
          CAST(DATE_TRUNC('YEAR', first_day) AS DATE),
          CAST(CAST(DATE_TRUNC('YEAR', last_day) AS DATE) + INTERVAL '1' YEAR - INTERVAL '1' DAY AS DATE),
          INTERVAL '1' DAY
        )
      ) AS moment
    FROM ends
    WHERE
      NOT first_day IS NULL
  ) AS moments
)
SELECT
  CAST(day AS DATE) AS day,
  CAST(year AS BIGINT) AS year,
  CAST(quarter AS BIGINT) AS quarter,
  CAST(month AS BIGINT) AS month,
  CAST(week AS BIGINT) AS week,
  CAST(weekday AS BIGINT) AS weekday,
  CAST(weekend AS BOOLEAN) AS weekend,
  CAST(holiday AS BOOLEAN) AS holiday
FROM (
  SELECT
    d.day,
    CAST(YEAR(d.day) AS BIGINT) AS year,
    CAST(QUARTER(d.day) AS BIGINT) AS quarter,
    CAST(MONTH(d.day) AS BIGINT) AS month,
    CAST(WEEKOFYEAR(d.day) AS BIGINT) AS week,
    CAST((
      WEEKDAY(d.day) + 1
    ) AS BIGINT) AS weekday,
    (
      WEEKDAY(d.day) + 1
    ) >= 6 AS weekend,
    NOT h.day IS NULL AS holiday
  FROM days AS d
  LEFT JOIN holidays AS h
    ON h.day = d.day
) AS made
