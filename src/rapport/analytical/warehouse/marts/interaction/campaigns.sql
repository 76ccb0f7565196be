-- kind: keyed
-- key: campaign_id
-- by: campaign_id
-- grain: one row for each campaign
-- owner: marketing
-- about: What each campaign cost and brought: how far its messages came, who answered, what was bought in the days that count.
-- column campaign_id VARCHAR: the campaign
-- column title VARCHAR: its name
-- column channel VARCHAR: by which way
-- column purpose VARCHAR: what for
-- column state VARCHAR: its state now
-- column started_at TIMESTAMP WITH TIME ZONE: when it began, UTC
-- column ended_at TIMESTAMP WITH TIME ZONE: when it was over, UTC
-- column currency VARCHAR: ISO 4217 currency of its sums
-- column budget_minor BIGINT: what it may cost, in minor units; empty without a limit
-- column cost_minor BIGINT: what it cost beside its messages, in minor units
-- column messages_cost DECIMAL(38,6): what its messages cost in that currency, in major units
-- column messages BIGINT: messages that left
-- column delivered BIGINT: of those, that are known to have arrived
-- column failed BIGINT: messages that failed or were refused
-- column opened BIGINT: messages a person opened
-- column clicked BIGINT: messages of which a person followed a link
-- column replied BIGINT: messages somebody wrote back to within two weeks
-- column unsubscribed BIGINT: messages after which somebody took their consent back within two weeks
-- column buyers BIGINT: recipients who bought in the days that count, at most sixty
-- column orders BIGINT: their orders
-- column bought_minor BIGINT: what they bought in that currency, in minor units
-- column visits BIGINT: visits of the shop that began within half an hour after a person followed a link of it
-- column visit_orders BIGINT: orders the shop's pages told of in those visits
-- gap uplift M6: what came of the message itself; who was held out is told in no fact yet
with carried as (
    select c.campaign_id, count(*) filter (where d.state in ('sent', 'delivered', 'read')) as messages,
           count(*) filter (where d.state in ('delivered', 'read')) as delivered,
           count(*) filter (where d.state in ('failed', 'refused')) as failed,
           sum(d.cost) filter (where d.currency = c.currency) as messages_cost
      from campaign_states as c join deliveries as d on d.campaign_id = c.campaign_id
     group by c.campaign_id
), answered as (
    select campaign_id, count(distinct case when what = 'open' then delivery_id end) as opened,
           count(distinct case when what = 'click' then delivery_id end) as clicked
      from campaign_answers where not machine group by campaign_id
), replied as (
    select campaign_id, count(*) filter (where what = 'reply') as replied,
           count(*) filter (where what = 'leave') as unsubscribed
      from campaign_replies group by campaign_id
), brought as (
    select campaign_id, count(*) as visits, cast(sum(orders) as bigint) as orders
      from campaign_visits group by campaign_id
), sold as (
    select c.campaign_id, count(distinct o.customer_id) as buyers, count(*) as orders,
           cast(sum(o.bought_minor) as bigint) as bought_minor
      from campaign_states as c
      join campaign_orders as o on o.campaign_id = c.campaign_id and o.currency = c.currency
     where o.seconds_after < c.window_days * 86400
     group by c.campaign_id
)
select c.campaign_id, c.title, c.channel, c.purpose, c.state, c.started_at, c.ended_at, c.currency, c.budget_minor,
       c.cost_minor, cast(coalesce(d.messages_cost, 0) as decimal(38, 6)) as messages_cost,
       coalesce(d.messages, 0) as messages, coalesce(d.delivered, 0) as delivered, coalesce(d.failed, 0) as failed,
       coalesce(a.opened, 0) as opened, coalesce(a.clicked, 0) as clicked, coalesce(r.replied, 0) as replied,
       coalesce(r.unsubscribed, 0) as unsubscribed, coalesce(s.buyers, 0) as buyers,
       coalesce(s.orders, 0) as orders, coalesce(s.bought_minor, 0) as bought_minor,
       coalesce(v.visits, 0) as visits, coalesce(v.orders, 0) as visit_orders
  from campaign_states as c
  left join carried as d on d.campaign_id = c.campaign_id
  left join answered as a on a.campaign_id = c.campaign_id
  left join replied as r on r.campaign_id = c.campaign_id
  left join sold as s on s.campaign_id = c.campaign_id
  left join brought as v on v.campaign_id = c.campaign_id
