-- kind: view
-- key: kind, id
-- grain: one row for each interaction
-- owner: timeline
-- about: Every interaction of a customer and the shop as one kind of row, for questions across them.
-- column kind VARCHAR: contact, message, open, click, form, consent, refusal, task, visit, return or need
-- column id VARCHAR: the record it is told of
-- column party_id VARCHAR: the customer the fact names; empty for nobody known
-- column customer_id VARCHAR: the customer that is today
-- column happened_at TIMESTAMP WITH TIME ZONE: when, UTC
-- column channel VARCHAR: by which way
-- column direction VARCHAR: in, out, or empty where it has none
-- column campaign_id VARCHAR: the campaign it belongs to; empty for none
with met as (
    select 'contact' as kind, touch_id as id, party_id, happened_at, kind as channel, direction,
           cast(null as varchar) as campaign_id
      from contacts
    union all
    select 'message', m.message_id, m.party_id, m.happened_at, m.channel, m.direction, max(d.campaign_id)
      from messages as m left join deliveries as d on d.message_id = m.message_id
     where m.stands and not m.automatic
     group by m.message_id, m.party_id, m.happened_at, m.channel, m.direction
    union all
    select what, delivery_id || ' ' || url, party_id, happened_at, '', 'in', campaign_id from campaign_answers
     where not machine
    union all
    select what, delivery_id || ' ' || url, party_id, happened_at, '', 'in', null from journey_answers where not machine
    union all
    select 'form', entry_id, party_id, happened_at, 'web', 'in', null from form_entries
    union all
    select case when given then 'consent' else 'refusal' end, consent_id, party_id, said_at, channel, 'in', null
      from consents
    union all
    select 'task', task_id, party_id, done_at, about_kind, '', null from tasks where stands and done_at is not null
    union all
    select 'visit', visitor_id || ' ' || session || ' ' || cast(part as varchar), party_id, started_at, 'web', 'in', null
      from visits
    union all
    select 'return', return_id, party_id, received_at, '', 'in', null from returns
    union all
    select 'need', need_id, party_id, raised_at, '', 'in', null from needs
)
select m.kind, m.id, m.party_id, coalesce(i.customer_id, m.party_id) as customer_id, m.happened_at, m.channel, m.direction,
       m.campaign_id
  from met as m left join identities as i on i.party_id = m.party_id
