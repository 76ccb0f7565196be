from django.db import migrations

_FILLED = ("sms_keyword", "sms_answer", "logic_service", "logic_version", "logic_form")
# A keyword of SMS becomes a service of the same meaning, which is weighed before those there are.
SERVICES = """
insert into logic_service (id, tenant_id, name, about, state, position, draft, live, owner_id, version,
                           created_at, updated_at)
select id, tenant_id, 'SMS ' || word, '', case when active then 'live' else 'resting' end, 50,
       jsonb_build_object(
           'when', jsonb_build_object('words', jsonb_build_array(word), 'how', 'fuzzy', 'channel', 'sms',
                                      'account_id', account_id),
           'then', jsonb_build_object('answer', answer, 'purpose', purpose, 'minutes', 1440,
                                      'confirm', case when double then question else '' end)),
       1, owner_id, 1, created_at, now()
  from sms_keyword
"""
VERSIONS = """
insert into logic_version (id, tenant_id, service_id, number, definition, published_by_id, published_at)
select uuidv7(), s.tenant_id, s.id, 1, s.draft, s.owner_id, s.created_at
  from logic_service s join sms_keyword k on k.tenant_id = s.tenant_id and k.id = s.id
"""
# Who was asked within the day and has not answered may still say yes.
QUESTIONS = """
insert into logic_form (id, tenant_id, account_id, sender, conversation_id, version_id, step, answers, wrong,
                        rest, due_at, began_at)
select uuidv7(), a.tenant_id, a.account_id, a.sender, a.conversation_id, v.id, 0, '{}', 0, '',
       a.at + interval '1 day', a.at
  from (select distinct on (tenant_id, account_id, sender) *
          from sms_answer where kind <> 'held' and at > now() - interval '1 day'
         order by tenant_id, account_id, sender, at desc, id desc) a
  join logic_version v on v.tenant_id = a.tenant_id and v.service_id = a.keyword_id
  join logic_service s on s.tenant_id = v.tenant_id and s.id = v.service_id and s.state = 'live'
 where a.kind = 'asked'
on conflict do nothing
"""
# The owner of the tables sees no business's rows, and history tells of what people do: both wait.
FILL = [
    *(f"alter table {one} disable trigger user, no force row level security" for one in _FILLED),
    *(SERVICES, VERSIONS, QUESTIONS),
    *(f"alter table {one} enable trigger user, force row level security" for one in _FILLED),
]


class Migration(migrations.Migration):
    dependencies = [("logic", "0002_walls"), ("mobile", "0003_keywords")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
