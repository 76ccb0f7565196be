"""A shop's facts of every kind the marts read, drawn from a seed: no room has to do the work they tell of."""

from rapport.kernel.outbox.api import Fact
from tests.scenarios.drawn.dice import Dice
from tests.scenarios.drawn.people import draw_customers, draw_merges
from tests.scenarios.drawn.service import draw_messages, draw_service, draw_words
from tests.scenarios.drawn.trade import draw_orders, draw_products, draw_visits

KINDS = (
    draw_customers,
    draw_merges,
    draw_orders,
    draw_products,
    draw_visits,
    draw_service,
    draw_messages,
    draw_words,
)


def draw_facts(drawn: Dice) -> list[Fact]:
    """Return the facts in the order they happened, kind by kind."""
    return [fact for draw in KINDS for fact in draw(drawn)]
