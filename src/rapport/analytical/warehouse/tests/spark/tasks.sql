WITH told AS (
  SELECT
    task_id,
    version,
    fact_id,
    party_id,
    about_kind,
    due_at,
    done_at,
    TRUE AS stands
  FROM fact_task_created_v1
  UNION ALL
  SELECT
    task_id,
    version,
    fact_id,
    party_id,
    about_kind,
    due_at,
    done_at,
    TRUE
  FROM fact_task_changed_v1
  UNION ALL
  SELECT
    task_id,
    version,
    fact_id,
    party_id,
    about_kind,
    due_at,
    done_at,
    TRUE
  FROM fact_task_done_v1
  UNION ALL
  SELECT
    task_id,
    version,
    fact_id,
    party_id,
    about_kind,
    due_at,
    done_at,
    FALSE
  FROM fact_task_removed_v1
)
SELECT
  CAST(task_id AS STRING) AS task_id,
  CAST(version AS BIGINT) AS version,
  CAST(fact_id AS STRING) AS fact_id,
  CAST(party_id AS STRING) AS party_id,
  CAST(about_kind AS STRING) AS about_kind,
  CAST(due_at AS TIMESTAMP) AS due_at,
  CAST(done_at AS TIMESTAMP) AS done_at,
  CAST(day AS DATE) AS day,
  CAST(stands AS BOOLEAN) AS stands
FROM (
  SELECT
    *
  FROM (
    SELECT
      *,
      ROW_NUMBER() OVER (PARTITION BY task_id ORDER BY version DESC, fact_id DESC) AS _w
    FROM (
      SELECT
        task_id,
        version,
        fact_id,
        party_id,
        about_kind,
        due_at,
        done_at,
        CAST(FROM_UTC_TIMESTAMP(CAST(done_at AS TIMESTAMP), 'UTC') AS DATE) AS day,
        stands
      FROM told
    ) AS told
    WHERE
      NOT EXISTS(
        SELECT
          1
        FROM gone
        WHERE
          gone.party_id = told.party_id
      )
  ) AS _t
  WHERE
    _w = 1
) AS made
