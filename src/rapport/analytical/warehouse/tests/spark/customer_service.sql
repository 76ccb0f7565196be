WITH done AS (
  SELECT
    party_id,
    CASE WHEN direction = 'in' THEN 1 ELSE 0 END AS contact_in,
    CASE WHEN direction = 'out' THEN 1 ELSE 0 END AS contact_out,
    happened_at AS contact_at,
    0 AS task_open,
    0 AS task_done,
    0 AS task_late,
    0 AS need,
    0 AS need_open,
    0 AS need_escalated,
    CAST(NULL AS DECIMAL(18, 1)) AS minutes,
    0 AS return,
    0 AS form,
    CAST(0 AS BIGINT) AS message_in,
    CAST(0 AS BIGINT) AS message_out,
    0 AS unanswered,
    CAST(NULL AS DECIMAL(18, 1)) AS reply_minutes
  FROM contacts
  UNION ALL
  SELECT
    party_id,
    0,
    0,
    NULL,
    CASE WHEN done_at IS NULL THEN 1 ELSE 0 END,
    CASE WHEN done_at IS NULL THEN 0 ELSE 1 END,
    CASE WHEN done_at > due_at THEN 1 ELSE 0 END,
    0,
    0,
    0,
    NULL,
    0,
    0,
    0,
    0,
    0,
    NULL
  FROM tasks
  WHERE
    stands
  UNION ALL
  SELECT
    party_id,
    0,
    0,
    NULL,
    0,
    0,
    0,
    1,
    CASE WHEN resolved_at IS NULL THEN 1 ELSE 0 END,
    CASE WHEN escalations > 0 THEN 1 ELSE 0 END,
    minutes_to_answer,
    0,
    0,
    0,
    0,
    0,
    NULL
  FROM needs
  UNION ALL
  SELECT
    party_id,
    0,
    0,
    NULL,
    0,
    0,
    0,
    0,
    0,
    0,
    NULL,
    1,
    0,
    0,
    0,
    0,
    NULL
  FROM returns
  UNION ALL
  SELECT
    party_id,
    0,
    0,
    NULL,
    0,
    0,
    0,
    0,
    0,
    0,
    NULL,
    0,
    1,
    0,
    0,
    0,
    NULL
  FROM form_entries
  UNION ALL
  SELECT
    party_id,
    0,
    0,
    NULL,
    0,
    0,
    0,
    0,
    0,
    0,
    NULL,
    0,
    0,
    messages_in,
    messages_out,
    CASE WHEN NOT asked_at IS NULL AND answered_at IS NULL THEN 1 ELSE 0 END,
    minutes_to_answer
  FROM conversations
)
SELECT
  CAST(customer_id AS STRING) AS customer_id,
  CAST(contacts_in AS BIGINT) AS contacts_in,
  CAST(contacts_out AS BIGINT) AS contacts_out,
  CAST(last_contact_at AS TIMESTAMP) AS last_contact_at,
  CAST(tasks_open AS BIGINT) AS tasks_open,
  CAST(tasks_done AS BIGINT) AS tasks_done,
  CAST(tasks_late AS BIGINT) AS tasks_late,
  CAST(needs AS BIGINT) AS needs,
  CAST(needs_open AS BIGINT) AS needs_open,
  CAST(needs_escalated AS BIGINT) AS needs_escalated,
  CAST(minutes_to_answer AS DECIMAL(38, 1)) AS minutes_to_answer,
  CAST(returns AS BIGINT) AS returns,
  CAST(forms AS BIGINT) AS forms,
  CAST(messages_in AS BIGINT) AS messages_in,
  CAST(messages_out AS BIGINT) AS messages_out,
  CAST(conversations_unanswered AS BIGINT) AS conversations_unanswered,
  CAST(minutes_to_reply AS DECIMAL(38, 1)) AS minutes_to_reply
FROM (
  SELECT
    COALESCE(i.customer_id, d.party_id) AS customer_id,
    CAST(SUM(d.contact_in) AS BIGINT) AS contacts_in,
    CAST(SUM(d.contact_out) AS BIGINT) AS contacts_out,
    MAX(d.contact_at) AS last_contact_at,
    CAST(SUM(d.task_open) AS BIGINT) AS tasks_open,
    CAST(SUM(d.task_done) AS BIGINT) AS tasks_done,
    CAST(SUM(d.task_late) AS BIGINT) AS tasks_late,
    CAST(SUM(d.need) AS BIGINT) AS needs,
    CAST(SUM(d.need_open) AS BIGINT) AS needs_open,
    CAST(SUM(d.need_escalated) AS BIGINT) AS needs_escalated,
    CAST(CAST(SUM(d.minutes) AS DOUBLE) / NULLIF(COUNT(d.minutes), 0) AS DECIMAL(38, 1)) AS minutes_to_answer,
    CAST(SUM(d.return) AS BIGINT) AS returns,
    CAST(SUM(d.form) AS BIGINT) AS forms,
    CAST(SUM(d.message_in) AS BIGINT) AS messages_in,
    CAST(SUM(d.message_out) AS BIGINT) AS messages_out,
    CAST(SUM(d.unanswered) AS BIGINT) AS conversations_unanswered,
    CAST(CAST(SUM(d.reply_minutes) AS DOUBLE) / NULLIF(COUNT(d.reply_minutes), 0) AS DECIMAL(38, 1)) AS minutes_to_reply
  FROM done AS d
  LEFT JOIN identities AS i
    ON i.party_id = d.party_id
  WHERE
    NOT d.party_id IS NULL
  GROUP BY
    COALESCE(i.customer_id, d.party_id)
) AS made
