"""Keywords that stood with SMS became services of the same meaning; nobody asked loses their yes."""

import json
from importlib import import_module
from typing import Any

from django.db import connections, transaction
from tests.house import Shop

from rapport.collaborative.logic.contracts.service import read_definition
from rapport.kernel.ids import new_id

BEFORE = """
create table sms_keyword (id uuid, tenant_id uuid, account_id uuid, word text, purpose text, double boolean,
                          question text, answer text, owner_id uuid, active boolean, created_at timestamptz);
alter table sms_answer add column keyword_id uuid;
alter table logic_form alter column way set default '';
"""
KEYWORD = (
    "insert into sms_keyword values (%s, %s, %s, %s, 'newsletter', true, 'Shall we?', 'Ok', null, %s, now())"
)
ASKED = """
insert into sms_answer (id, tenant_id, conversation_id, message_id, account_id, sender, kind, keyword_id,
                        why, at)
values (%s, %s, %s, %s, %s, %s, %s, %s, '', now() - interval '1 hour' * %s)
"""


def test_keywords_become_services_and_questions_stay_open(shop: Shop) -> None:
    module: Any = import_module("rapport.collaborative.logic.migrations.0003_keywords_of_sms")
    tea, rest, number = new_id(), new_id(), new_id()
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(BEFORE)
        cursor.execute("alter table sms_answer no force row level security")
        for one, word, active in ((tea, "tea", True), (rest, "old", False)):
            cursor.execute(KEYWORD, [one, shop.tenant_id, number, word, active])
        asked = [("+491", "asked", tea, 2), ("+492", "asked", tea, 30), ("+493", "asked", tea, 3)]
        for sender, kind, keyword, hours in [*asked, ("+493", "confirmed", tea, 2)]:
            ids: list[Any] = [
                new_id(),
                shop.tenant_id,
                new_id(),
                new_id(),
                number,
                sender,
                kind,
                keyword,
                hours,
            ]
            cursor.execute(ASKED, ids)
        for statement in module.FILL:
            cursor.execute(statement)
        cursor.execute("alter table logic_service no force row level security")
        cursor.execute("alter table logic_form no force row level security")
        mine = "tenant_id = %s order by name"
        cursor.execute(f"select name, state, draft::text from logic_service where {mine}", [shop.tenant_id])
        services = cursor.fetchall()
        cursor.execute("select sender from logic_form where tenant_id = %s", [shop.tenant_id])
        waiting = cursor.fetchall()
        transaction.set_rollback(True, "owner")
    assert [row[:2] for row in services] == [("SMS old", "resting"), ("SMS tea", "live")]

    made = read_definition(json.loads(services[1][2]))
    assert (made.when.words, made.when.account_id, made.when.channel) == (("tea",), number, "sms")
    assert [step.question for step in made.questions] == ["Shall we?"]
    assert waiting == [("+491",)]
