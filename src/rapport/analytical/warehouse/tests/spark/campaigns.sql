WITH carried AS (
  SELECT
    c.campaign_id,
    COUNT(*) FILTER(WHERE
      d.state IN ('sent', 'delivered', 'read')) AS messages,
    COUNT(*) FILTER(WHERE
      d.state IN ('delivered', 'read')) AS delivered,
    COUNT(*) FILTER(WHERE
      d.state IN ('failed', 'refused')) AS failed,
    SUM(d.cost) FILTER(WHERE
      d.currency = c.currency) AS messages_cost
  FROM campaign_states AS c
  JOIN deliveries AS d
    ON d.campaign_id = c.campaign_id
  GROUP BY
    c.campaign_id
), answered AS (
  SELECT
    campaign_id,
    COUNT(DISTINCT CASE WHEN what = 'open' THEN delivery_id END) AS opened,
    COUNT(DISTINCT CASE WHEN what = 'click' THEN delivery_id END) AS clicked
  FROM campaign_answers
  WHERE
    NOT machine
  GROUP BY
    campaign_id
), replied AS (
  SELECT
    campaign_id,
    COUNT(*) FILTER(WHERE
      what = 'reply') AS replied,
    COUNT(*) FILTER(WHERE
      what = 'leave') AS unsubscribed
  FROM campaign_replies
  GROUP BY
    campaign_id
), brought AS (
  SELECT
    campaign_id,
    COUNT(*) AS visits,
    CAST(SUM(orders) AS BIGINT) AS orders
  FROM campaign_visits
  GROUP BY
    campaign_id
), sold AS (
  SELECT
    c.campaign_id,
    COUNT(DISTINCT o.customer_id) AS buyers,
    COUNT(*) AS orders,
    CAST(SUM(o.bought_minor) AS BIGINT) AS bought_minor
  FROM campaign_states AS c
  JOIN campaign_orders AS o
    ON o.campaign_id = c.campaign_id AND o.currency = c.currency
  WHERE
    o.seconds_after < c.window_days * 86400
  GROUP BY
    c.campaign_id
)
SELECT
  CAST(campaign_id AS STRING) AS campaign_id,
  CAST(title AS STRING) AS title,
  CAST(channel AS STRING) AS channel,
  CAST(purpose AS STRING) AS purpose,
  CAST(state AS STRING) AS state,
  CAST(started_at AS TIMESTAMP) AS started_at,
  CAST(ended_at AS TIMESTAMP) AS ended_at,
  CAST(currency AS STRING) AS currency,
  CAST(budget_minor AS BIGINT) AS budget_minor,
  CAST(cost_minor AS BIGINT) AS cost_minor,
  CAST(messages_cost AS DECIMAL(38, 6)) AS messages_cost,
  CAST(messages AS BIGINT) AS messages,
  CAST(delivered AS BIGINT) AS delivered,
  CAST(failed AS BIGINT) AS failed,
  CAST(opened AS BIGINT) AS opened,
  CAST(clicked AS BIGINT) AS clicked,
  CAST(replied AS BIGINT) AS replied,
  CAST(unsubscribed AS BIGINT) AS unsubscribed,
  CAST(buyers AS BIGINT) AS buyers,
  CAST(orders AS BIGINT) AS orders,
  CAST(bought_minor AS BIGINT) AS bought_minor,
  CAST(visits AS BIGINT) AS visits,
  CAST(visit_orders AS BIGINT) AS visit_orders
FROM (
  SELECT
    c.campaign_id,
    c.title,
    c.channel,
    c.purpose,
    c.state,
    c.started_at,
    c.ended_at,
    c.currency,
    c.budget_minor,
    c.cost_minor,
    CAST(COALESCE(d.messages_cost, 0) AS DECIMAL(38, 6)) AS messages_cost,
    COALESCE(d.messages, 0) AS messages,
    COALESCE(d.delivered, 0) AS delivered,
    COALESCE(d.failed, 0) AS failed,
    COALESCE(a.opened, 0) AS opened,
    COALESCE(a.clicked, 0) AS clicked,
    COALESCE(r.replied, 0) AS replied,
    COALESCE(r.unsubscribed, 0) AS unsubscribed,
    COALESCE(s.buyers, 0) AS buyers,
    COALESCE(s.orders, 0) AS orders,
    COALESCE(s.bought_minor, 0) AS bought_minor,
    COALESCE(v.visits, 0) AS visits,
    COALESCE(v.orders, 0) AS visit_orders
  FROM campaign_states AS c
  LEFT JOIN carried AS d
    ON d.campaign_id = c.campaign_id
  LEFT JOIN answered AS a
    ON a.campaign_id = c.campaign_id
  LEFT JOIN replied AS r
    ON r.campaign_id = c.campaign_id
  LEFT JOIN sold AS s
    ON s.campaign_id = c.campaign_id
  LEFT JOIN brought AS v
    ON v.campaign_id = c.campaign_id
) AS made
