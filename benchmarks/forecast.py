"""Forecast the daily revenue of Online Retail in a rolling back-test, and 1,000 series of two years."""

import resource
import time

import numpy as np

from rapport.analytical.forecast.rules.backtest import study
from rapport.analytical.forecast.rules.methods import METHODS, Floats
from rapport.analytical.forecast.rules.panel import DAILY
from rapport.analytical.forecast.tests.published import read_daily_revenue
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place
from rapport.site.bench.published import data_folder

SERIES, DAYS = 1_000, 730
WEEK = np.array([1.0, 0.8, 0.9, 1.1, 1.4, 1.8, 0.5])


def run(place: Place) -> list[Figure]:
    """Judge what was chosen at each origin beside the seasonal naive word; then many series."""
    figures = _judge_real() if data_folder().exists() else []
    values = draw_series(place.scale(SERIES))
    began = time.process_time()
    learnt = study(values, DAILY)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = f"{len(values):,} series of {DAYS} days: five methods, sixteen origins, the band"
    return [
        *figures,
        Figure(f"CPU of {words}", seconds, "s", goal=10, better="less"),
        Figure("memory of the process", peak, "MiB", goal=512, better="less"),
        Figure("share of days inside the band meant for 80 %", float(learnt.inside.mean()), "", goal=0.75),
    ]


def _judge_real() -> list[Figure]:
    learnt = study(read_daily_revenue(data_folder()), DAILY)
    naive = float(learnt.naive[0])
    kept = METHODS[int(learnt.method[0])].name
    work = f"MASE of Online Retail's daily revenue, season 7, {learnt.days} days judged, at last by {kept}"
    return [
        Figure(f"{work}; floor: seasonal naive", float(learnt.mase[0]), "", naive, goal=naive, better="less"),
        Figure("its days inside the band meant for 80 %", float(learnt.inside[0]), "", goal=0.75),
    ]


def draw_series(series: int) -> Floats:
    """Return drawn demand: levels of their own, weekdays, noise."""
    draw = np.random.default_rng(42)
    levels = 5 * draw.gamma(1, 1, (series, 1))
    drawn: Floats = draw.poisson(levels * WEEK[np.arange(DAYS) % 7]).astype(float)
    return drawn
