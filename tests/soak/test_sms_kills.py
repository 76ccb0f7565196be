"""Forty kills of the channel SMS while it sends: nothing lost, no offer doubled, the doubtful marked."""

from tests.faults.far_centre import FarCentre
from tests.faults.test_sms_kills import burn, centre, check
from tests.house import Shop

__all__ = ["centre"]
KILLS, OFFERS, ANSWERS = 40, 3_200, 400


def test_forty_kills_lose_and_double_nothing(shop: Shop, centre: FarCentre) -> None:
    check(burn(shop, centre, kills=KILLS, offers=OFFERS, answers=ANSWERS))
