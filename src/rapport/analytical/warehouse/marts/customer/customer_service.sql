-- kind: keyed
-- key: customer_id
-- by: customer_id
-- through: identities
-- grain: one row for each customer somebody did something for
-- owner: service
-- about: How each customer was served: contacts, messages, tasks, urgent needs, goods sent back.
-- column customer_id VARCHAR: the customer
-- column contacts_in BIGINT: contacts they began
-- column contacts_out BIGINT: contacts the shop began
-- column last_contact_at TIMESTAMP WITH TIME ZONE: the newest contact, UTC
-- column tasks_open BIGINT: tasks about them that are to be done
-- column tasks_done BIGINT: tasks about them that were done
-- column tasks_late BIGINT: of those done, after they were due
-- column needs BIGINT: urgent needs they raised
-- column needs_open BIGINT: of those, not over yet
-- column needs_escalated BIGINT: of those, that nobody answered in time
-- column minutes_to_answer DECIMAL(38,1): mean minutes until somebody took care of an urgent need
-- column returns BIGINT: times they sent goods back
-- column forms BIGINT: forms they filled in
-- column messages_in BIGINT: messages they wrote, on every channel
-- column messages_out BIGINT: messages the shop wrote to them
-- column conversations_unanswered BIGINT: conversations in which they asked and nobody answered yet
-- column minutes_to_reply DECIMAL(38,1): mean minutes until a conversation had its first answer
-- gap tickets V1: requests, and how fast they were answered and solved
-- gap complaints V2: complaints, their causes and what was made good
-- gap satisfaction V13: what they say after each case
with done as (
    select party_id, case when direction = 'in' then 1 else 0 end as contact_in,
           case when direction = 'out' then 1 else 0 end as contact_out, happened_at as contact_at,
           0 as task_open, 0 as task_done, 0 as task_late, 0 as need, 0 as need_open, 0 as need_escalated,
           cast(null as decimal(18, 1)) as minutes, 0 as return, 0 as form,
           cast(0 as bigint) as message_in, cast(0 as bigint) as message_out, 0 as unanswered,
           cast(null as decimal(18, 1)) as reply_minutes
      from contacts
    union all
    select party_id, 0, 0, null, case when done_at is null then 1 else 0 end, case when done_at is null then 0 else 1 end,
           case when done_at > due_at then 1 else 0 end, 0, 0, 0, null, 0, 0, 0, 0, 0, null
      from tasks where stands
    union all
    select party_id, 0, 0, null, 0, 0, 0, 1, case when resolved_at is null then 1 else 0 end,
           case when escalations > 0 then 1 else 0 end, minutes_to_answer, 0, 0, 0, 0, 0, null
      from needs
    union all
    select party_id, 0, 0, null, 0, 0, 0, 0, 0, 0, null, 1, 0, 0, 0, 0, null from returns
    union all
    select party_id, 0, 0, null, 0, 0, 0, 0, 0, 0, null, 0, 1, 0, 0, 0, null from form_entries
    union all
    select party_id, 0, 0, null, 0, 0, 0, 0, 0, 0, null, 0, 0, messages_in, messages_out,
           case when asked_at is not null and answered_at is null then 1 else 0 end, minutes_to_answer
      from conversations
)
select coalesce(i.customer_id, d.party_id) as customer_id, cast(sum(d.contact_in) as bigint) as contacts_in,
       cast(sum(d.contact_out) as bigint) as contacts_out, max(d.contact_at) as last_contact_at,
       cast(sum(d.task_open) as bigint) as tasks_open, cast(sum(d.task_done) as bigint) as tasks_done,
       cast(sum(d.task_late) as bigint) as tasks_late, cast(sum(d.need) as bigint) as needs,
       cast(sum(d.need_open) as bigint) as needs_open, cast(sum(d.need_escalated) as bigint) as needs_escalated,
       cast(sum(d.minutes) / nullif(count(d.minutes), 0) as decimal(38, 1)) as minutes_to_answer,
       cast(sum(d.return) as bigint) as returns, cast(sum(d.form) as bigint) as forms,
       cast(sum(d.message_in) as bigint) as messages_in, cast(sum(d.message_out) as bigint) as messages_out,
       cast(sum(d.unanswered) as bigint) as conversations_unanswered,
       cast(sum(d.reply_minutes) / nullif(count(d.reply_minutes), 0) as decimal(38, 1)) as minutes_to_reply
  from done as d left join identities as i on i.party_id = d.party_id
 where d.party_id is not null
 group by coalesce(i.customer_id, d.party_id)
