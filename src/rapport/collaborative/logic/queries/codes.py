"""Which QR codes begin a service: its keywords at the numbers it is answered at."""

from dataclasses import dataclass
from uuid import UUID

from rapport.collaborative.delivery.api import list_accounts
from rapport.collaborative.logic.contracts.lines import ServiceLine
from rapport.collaborative.logic.rules.codes import write_code
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor

MOST_WORDS, MOST = 3, 9


@dataclass(frozen=True, slots=True)
class KeywordCode:
    """A QR code: the number an SMS goes to with a keyword, and what the code holds."""

    account_id: UUID
    number: str
    word: str
    content: str


def list_codes(line: ServiceLine, *, actor: Actor) -> list[KeywordCode]:
    """Return the QR codes of a live service that meets words by SMS; at most nine.

    Raises `Forbidden` for who may not see the numbers of the business.
    """
    when = line.draft.when
    if line.state != "live" or when.how not in ("keyword", "fuzzy") or when.channel not in ("", "sms"):
        return []
    accounts = list_accounts(actor).filter(channel="sms", active=True).order_by("name", "id")
    if when.account_id:
        accounts = accounts.filter(id=when.account_id)
    places = list(accounts.values_list("id", "address")[:MOST])
    codes = [
        KeywordCode(account_id, number, word, write_code(number, word.upper()))
        for account_id, number in places
        for word in when.words[:MOST_WORDS]
        if not number[:1].isalpha()  # a name only sends
    ]
    return codes[:MOST]


def get_code(line: ServiceLine, account_id: UUID, word: str, *, actor: Actor) -> KeywordCode:
    """Return one of them; raises `Missing`, `Forbidden`."""
    for one in list_codes(line, actor=actor):
        if (one.account_id, one.word) == (account_id, word):
            return one
    raise Missing("There is no such QR code.")
