SELECT
  CAST(campaign_id AS STRING) AS campaign_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(title AS STRING) AS title,
  CAST(state AS STRING) AS state,
  CAST(channel AS STRING) AS channel,
  CAST(purpose AS STRING) AS purpose,
  CAST(window_days AS BIGINT) AS window_days,
  CAST(currency AS STRING) AS currency,
  CAST(budget_minor AS BIGINT) AS budget_minor,
  CAST(cost_minor AS BIGINT) AS cost_minor,
  CAST(started_at AS TIMESTAMP) AS started_at,
  CAST(ended_at AS TIMESTAMP) AS ended_at
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY campaign_id ORDER BY version DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        campaign_id,
        version,
        fact_id,
        title,
        state,
        channel,
        purpose,
        window_days,
        currency,
        budget_minor,
        cost_minor,
        started_at,
        ended_at
      FROM fact_campaign_changed_v1
    ) AS told
  ) AS _t
  WHERE
    _w = 1
) AS made
