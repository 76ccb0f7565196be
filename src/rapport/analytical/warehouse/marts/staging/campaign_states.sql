-- kind: latest
-- key: campaign_id
-- newest: version, fact_id
-- grain: one row for each campaign
-- owner: marketing
-- about: Every campaign with its newest state.
-- column campaign_id VARCHAR: the campaign
-- column version BIGINT: the campaign's version this row tells of
-- column fact_id VARCHAR: the fact it was read from
-- column title VARCHAR: its name
-- column state VARCHAR: its state now
-- column channel VARCHAR: by which way
-- column purpose VARCHAR: what for
-- column window_days BIGINT: days after a message that count for its effect
-- column currency VARCHAR: ISO 4217 currency of its sums
-- column budget_minor BIGINT: what it may cost, in minor units; empty without a limit
-- column cost_minor BIGINT: what it cost beside its messages, in minor units
-- column started_at TIMESTAMP WITH TIME ZONE: when it began, UTC
-- column ended_at TIMESTAMP WITH TIME ZONE: when it was over, UTC
select campaign_id, version, fact_id, title, state, channel, purpose, window_days, currency, budget_minor, cost_minor,
       started_at, ended_at
  from fact."campaign.changed.v1"
