-- kind: latest
-- key: setting
-- newest: told_at, fact_id
-- grain: one row for each setting of the business the marts need
-- owner: settings
-- about: What the business chose; the newest choice.
-- column setting VARCHAR: the setting
-- column told_at TIMESTAMP WITH TIME ZONE: since when, UTC
-- column fact_id VARCHAR: the fact it was read from
-- column chosen VARCHAR: the value, as JSON; null is the default
select key as setting, fact_occurred_at as told_at, fact_id, value as chosen
  from fact."setting.changed.v1" where member_id is null and key = 'accounts.holidays'
