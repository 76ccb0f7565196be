"""Online Retail is forecast better than by saying what was a week ago."""

from pathlib import Path

from rapport.analytical.forecast.rules.backtest import study
from rapport.analytical.forecast.rules.panel import DAILY
from rapport.analytical.forecast.tests.published import read_daily_revenue


def test_daily_revenue_of_online_retail_beats_the_week_before(data: Path) -> None:
    values = read_daily_revenue(data)
    learnt = study(values, DAILY)
    assert values.shape == (1, 274)
    assert learnt.mase[0] < 0.9 < learnt.naive[0]
    assert 0.7 < learnt.inside[0] < 0.92
