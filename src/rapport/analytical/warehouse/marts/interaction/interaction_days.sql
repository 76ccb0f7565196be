-- kind: keyed
-- key: day, kind, channel, direction
-- by: day
-- grain: one row for each day, kind of interaction, channel and direction
-- owner: timeline
-- about: How often customers and shop met each day, and how: contacts, messages, answers to campaigns and journeys, forms, consents, tasks done, visits, returns, urgent needs.
-- column day DATE: the day, UTC
-- column kind VARCHAR: contact, message, open, click, form, consent, refusal, task, visit, return or need
-- column channel VARCHAR: by which way
-- column direction VARCHAR: in, out, or empty where it has none
-- column times BIGINT: how often
-- gap calls I1: calls on every line
-- gap satisfaction V13: what customers say of it
-- gap strategy A3: the journal of market, marketing concept, core values, way of marketing and management to cut figures by
with met as (
    select day, 'contact' as kind, kind as channel, direction from contacts
    union all
    select day, 'message', channel, direction from messages where stands and not automatic
    union all
    select day, what, '', 'in' from campaign_answers where not machine
    union all
    select day, what, '', 'in' from journey_answers where not machine
    union all
    select day, 'form', 'web', 'in' from form_entries
    union all
    select day, case when given then 'consent' else 'refusal' end, channel, 'in' from consents
    union all
    select day, 'task', about_kind, '' from tasks where stands and day is not null
    union all
    select day, 'visit', 'web', 'in' from visits
    union all
    select day, 'return', '', 'in' from returns
    union all
    select day, 'need', '', 'in' from needs where day is not null
)
select day, kind, coalesce(channel, '') as channel, direction, count(*) as times
  from met group by day, kind, coalesce(channel, ''), direction
