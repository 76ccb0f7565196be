-- kind: view
-- key: kind, id
-- grain: one row for each interaction
-- owner: timeline
-- about: Every interaction of a customer and the shop as one kind of row, for questions across them.
-- column kind VARCHAR: contact, form, consent, refusal, task, visit, return or need
-- column id VARCHAR: the record it is told of
-- column party_id VARCHAR: the customer the fact names; empty for nobody known
-- column customer_id VARCHAR: the customer that is today
-- column happened_at TIMESTAMP WITH TIME ZONE: when, UTC
-- column channel VARCHAR: by which way
-- column direction VARCHAR: in, out, or empty where it has none
-- gap campaign M1: the campaign it belongs to
with met as (
    select 'contact' as kind, touch_id as id, party_id, happened_at, kind as channel, direction from contacts
    union all
    select 'form', entry_id, party_id, happened_at, 'web', 'in' from form_entries
    union all
    select case when given then 'consent' else 'refusal' end, consent_id, party_id, said_at, channel, 'in' from consents
    union all
    select 'task', task_id, party_id, done_at, about_kind, '' from tasks where stands and done_at is not null
    union all
    select 'visit', visitor_id || ' ' || session || ' ' || cast(part as varchar), party_id, started_at, 'web', 'in' from visits
    union all
    select 'return', return_id, party_id, received_at, '', 'in' from returns
    union all
    select 'need', need_id, party_id, raised_at, '', 'in' from needs
)
select m.kind, m.id, m.party_id, coalesce(i.customer_id, m.party_id) as customer_id, m.happened_at, m.channel, m.direction
  from met as m left join identities as i on i.party_id = m.party_id
