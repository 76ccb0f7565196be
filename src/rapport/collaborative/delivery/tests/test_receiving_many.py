"""Many messages at once: strangers among them begin their conversations in a set."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import Shop

from rapport.collaborative.delivery.api import take_in, take_in_many
from rapport.collaborative.delivery.contracts import AccountState
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.tests.post import account, letter, thread
from rapport.customers.party.tests.people import enter
from rapport.kernel.tenancy.api import as_tenant


class TestStrangersInABatch:
    """Who has no open conversation begins one with the others, as they would alone."""

    def outcome(self, shop: Shop, peers: set[str]) -> list[tuple[object, ...]]:
        with as_tenant(shop.tenant_id):
            rows = Conversation.objects.filter(peer__in=peers).order_by("peer")
            return [
                (one.match, one.party_id is None, one.messages, one.version, one.preview, one.subject)
                for one in rows
            ]

    @pytest.mark.parametrize(
        ("channel", "address", "peer"),
        [("sms", "+4930901820", "+49176123450{:02}"), ("chat", "front", "{:032x}")],
    )
    def test_they_begin_what_they_would_alone(
        self, shop: Shop, channel: str, address: str, peer: str
    ) -> None:
        place = account(shop, address, channel=channel)
        alone, batch = ({peer.format(10 * half + at) for at in range(3)} for half in (1, 2))
        for number, sender in enumerate(sorted(alone)):
            plain(place, f"a{number}", sender)
            plain(place, f"a{number} again", sender)
        both = [
            (place, letter(f"b{number}{more}", sender, text="Hello?", subject="", sender_name=""))
            for more in ("", " again")
            for number, sender in enumerate(sorted(batch))
        ]
        taken = take_in_many(both)
        assert [one.fresh for one in take_in_many(both)] == [False] * len(both)
        assert len({one.conversation_id for one in taken}) == 3
        assert self.outcome(shop, batch) == self.outcome(shop, alone)

    def test_one_number_to_two_accounts_is_one_prospect_and_a_known_one_is_nobody_new(
        self, shop: Shop
    ) -> None:
        first, second = (account(shop, one, channel="sms") for one in ("+4930901820", "+4930901821"))
        ada = enter(shop, "Ada", "+4917612345678")
        senders = ("+4917612345678", "+4917600000001")
        taken = take_in_many(
            [(place, letter(sender, sender)) for sender in senders for place in (first, second)]
        )
        rows = [thread(shop, one.conversation_id) for one in taken]
        assert [one.match for one in rows] == ["known", "known", "new", "known"]
        assert {one.party_id for one in rows[:2]} == {ada.id}
        assert len({one.party_id for one in rows[2:]}) == 1

    def test_sixty_cost_as_many_statements_as_twenty(self, shop: Shop) -> None:
        place = account(shop, "+4930901820", channel="sms")
        counted = []
        for beginning, many in (("+491761234500", 1), ("+49176123451", 20), ("+49176123452", 60)):
            batch = [(place, letter(f"{many}-{at}", f"{beginning}{at:02}")) for at in range(many)]
            with CaptureQueriesContext(connection) as asked:
                take_in_many(batch)
            counted.append(len(asked))
        assert counted[2] <= counted[1] + 2


def plain(place: AccountState, name: str, sender: str) -> None:
    """Take one message in alone."""
    take_in(place, letter(name, sender, text="Hello?", subject="", sender_name=""))
