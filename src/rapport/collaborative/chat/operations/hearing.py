"""What visitors wrote gets its line, and an answer by the business's rules where one fits."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from rapport.collaborative.chat.models import ChatVisitor
from rapport.collaborative.chat.operations.lines import add_lines
from rapport.collaborative.chat.rules.answers import Answer, find_answer
from rapport.collaborative.chat.rules.settings import read_settings
from rapport.collaborative.delivery.api import count_written, write_message
from rapport.collaborative.delivery.contracts import Heard
from rapport.kernel.identity.api import system_actor
from rapport.kernel.work.api import unit_of_work

MOST_ANSWERS, WITHIN = 5, timedelta(minutes=10)
"""So many answers rules give in one conversation within this time: two machines shall not talk for ever."""


def hear(messages: Sequence[Heard]) -> Collection[UUID]:
    """Give each message its line; then answer those a rule knows, until a person is in the conversation.

    Returns those it answered.
    """
    actor = system_actor(messages[0].account.tenant_id)
    with unit_of_work(actor) as work:
        add_lines([(UUID(hex=one.sender), one.message_id, "", _own_id(one), one.at) for one in messages])
        fitting = [(one, answer.text) for one in messages if (answer := _find(one)) is not None]
        if not fitting:
            return ()
        wishing = ChatVisitor.objects.filter(
            id__in={UUID(hex=one.sender) for one, _ in fitting}, person_at__isnull=False
        )
        silent = {one.hex for one in wishing.values_list("id", flat=True)}
        written = count_written({one.conversation_id for one, _ in fitting}, since=work.now - WITHIN)
        answered = set[UUID]()
        for one, text in fitting:
            by_rules, by_people = written.get(one.conversation_id, (0, 0))
            if one.sender not in silent and not by_people and by_rules < MOST_ANSWERS:
                write_message(one.conversation_id, text, actor=actor)
                written[one.conversation_id] = (by_rules + 1, by_people)
                answered.add(one.message_id)
    return answered


def _own_id(one: Heard) -> str:
    return one.external_id.partition(".")[2]


def _find(one: Heard) -> Answer | None:
    return find_answer(one.text, read_settings(one.account.settings).answers)
