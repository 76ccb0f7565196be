"""Who takes what comes, by when it is answered: rules pure and by the table, once for each message."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.house import Shop

from rapport.collaborative.delivery.api import write_message
from rapport.collaborative.delivery.tests.post import account, received, thread
from rapport.collaborative.inbox.models import Agent, RouteDecision, RouteRule, ThreadMention
from rapport.collaborative.inbox.operations.late import LATE, tell_late
from rapport.collaborative.inbox.operations.mentions import follow_notes
from rapport.collaborative.inbox.operations.routing import route_messages
from rapport.collaborative.inbox.queries.queues import count_queues
from rapport.collaborative.inbox.rules.routing import (
    Person,
    Rule,
    choose,
    minutes_to_answer,
    tell_language,
)
from rapport.kernel.identity.api import system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.notices.models import Notice
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import work_as_of

ADA, BOB, CLEO, TEAM = (UUID(int=number) for number in range(1, 5))
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


def pick(rule: Rule | None, *people: Person, language: str = "", knows: UUID | None = None) -> list[object]:
    choice = choose(rule, people, language=language, knows=knows, open_now=True)
    return [choice.member_id, [code for code, _detail in choice.reasons]]


class TestChoice:
    def test_goes_to_whoever_has_least_unless_the_customer_knows_somebody(self) -> None:
        ada, bob = Person(ADA, 3, 5), Person(BOB, 1, 5)
        assert pick(None, ada, bob) == [BOB, ["load"]]
        assert pick(None, ada, bob, knows=ADA) == [ADA, ["knows"]]
        assert pick(None, Person(ADA, 5, 5), bob, knows=ADA) == [BOB, ["load"]]
        assert pick(None, Person(ADA, 0, 5, away=True)) == [None, ["overflow"]]

    def test_asks_for_team_skill_and_language(self) -> None:
        ada = Person(ADA, 0, 5, teams=frozenset({TEAM}), skills=frozenset({"tea"}))
        bob = Person(
            BOB, 4, 5, teams=frozenset({TEAM}), skills=frozenset({"tea"}), languages=frozenset({"zh"})
        )
        cleo = Person(CLEO, 0, 5, languages=frozenset({"zh"}))
        tea = Rule("Tea", team_id=TEAM, skill="tea")
        assert pick(tea, ada, bob, cleo) == [ADA, ["rule", "skill", "load"]]
        assert pick(tea, ada, bob, cleo, language="zh") == [BOB, ["rule", "skill", "language", "load"]]
        assert pick(Rule("Law", skill="law"), ada, bob) == [None, ["rule", "no-skill", "overflow"]]
        assert pick(Rule("Boss", member_id=CLEO), ada, cleo) == [CLEO, ["rule", "named"]]

    def test_waits_for_the_team_outside_the_hours(self) -> None:
        choice = choose(
            Rule("Tea", team_id=TEAM), [Person(ADA, 0, 5)], language="", knows=None, open_now=False
        )
        assert (choice.member_id, choice.team_id, choice.reasons[-1][0]) == (None, TEAM, "closed")

    def test_reads_the_language_of_a_script(self) -> None:
        told = [tell_language(text) for text in ("Where?", "还没有到。", "お茶は", "Где чай?")]
        assert told == ["", "zh", "ja", "ru"]

    def test_halves_nothing_below_a_minute(self) -> None:
        times = {"first": 240, "further": 480}
        assert minutes_to_answer(**times, answered=False, urgent=False) == 240
        assert minutes_to_answer(**times, answered=True, urgent=True) == 120
        assert minutes_to_answer(first=1, further=1, answered=False, urgent=True) == 1


def test_a_message_is_routed_once_and_an_answer_promised_in_working_time(shop: Shop) -> None:
    me = shop.actor.member_id
    assert me is not None
    change_settings({"business.zone": "UTC"}, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Agent.objects.create(member_id=me, languages=["en"], most=5)
        RouteRule.objects.create(
            position=1,
            name="Letters",
            condition="channel:is:email",
            tag="tea",
            urgent=True,
            created_at=TUESDAY,
        )
    found = received(account(shop))  # on Friday at noon, UTC
    came, actor = {found.conversation_id: found.message_id}, system_actor(shop.tenant_id)
    with work_as_of(TUESDAY):
        assert route_messages(came, actor=actor) == 1
        assert route_messages(came, actor=actor) == 0
    row = thread(shop, found.conversation_id)
    assert (row.assignee_id, row.tags) == (me, ["tea"])
    assert row.answer_due_at == datetime(2026, 11, 20, 13, tzinfo=UTC)  # a quarter of four hours
    with as_tenant(shop.tenant_id):
        (decision,) = RouteDecision.objects.all()
        assert decision.reasons == [["rule", "Letters"], ["load", "0"]]
        assert count_queues(shop.actor)["late"].count == 1
    write_message(found.conversation_id, "It comes today.", actor=shop.actor)
    assert thread(shop, found.conversation_id).answer_due_at is None


def test_whoever_has_it_hears_once_that_it_is_late(shop: Shop) -> None:
    found = received(account(shop))
    actor = system_actor(shop.tenant_id)
    change_settings({"business.zone": "UTC"}, actor=shop.actor)
    with as_tenant(shop.tenant_id):
        Agent.objects.create(member_id=shop.actor.member_id, most=5)
    with work_as_of(TUESDAY):
        route_messages({found.conversation_id: found.message_id}, actor=actor)
    due = thread(shop, found.conversation_id).answer_due_at
    assert due is not None
    for _twice in range(2):
        with work_as_of(due + timedelta(minutes=1)):
            tell_late(actor=actor)
    with as_tenant(shop.tenant_id):
        assert Notice.objects.filter(kind=LATE, member_id=shop.actor.member_id).count() == 1


def test_mentions_follow_their_notes(shop: Shop) -> None:
    found, note = received(account(shop)), new_id()
    me = shop.actor.member_id
    assert me is not None
    with as_tenant(shop.tenant_id):
        for _twice in range(2):
            follow_notes([(note, found.conversation_id, [me, me])], set())
        assert count_queues(shop.actor)["mentions"].count == 1
        follow_notes([], {note})
        assert not ThreadMention.objects.exists()
