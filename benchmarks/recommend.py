"""Recommend on last.fm and Online Retail beside other libraries; then make the lists of 100,000 customers."""

import csv
import importlib
import importlib.util
import io
import lzma
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import numpy as np
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from rapport.analytical.recommendation.rules.learning.choosing import cut_days, find_finalists
from rapport.analytical.recommendation.rules.learning.lists import make_lists
from rapport.analytical.recommendation.rules.learning.measuring import (
    Task,
    draw_weights,
    find_interval,
    measure,
    set_task,
)
from rapport.analytical.recommendation.rules.learning.models import Model
from rapport.analytical.recommendation.rules.learning.purchases import Bought, Floats
from rapport.analytical.recommendation.rules.learning.recipes import TOGETHER, Recipe
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place
from rapport.site.bench.published import data_folder

SEED = 7
CROWD, GOODS = 100_000, 3_000
POINTS = Recipe("ials", {"factors": 64, "unbought": 0.05, "ridge": 0.02})


@dataclass(frozen=True)
class Split:
    """What parameters are chosen by, and what is then asked once."""

    name: str
    chosen_from: Any
    chosen_on: Task
    learnt_from: Any
    asked: Task


@dataclass(frozen=True)
class PeerEase:
    """EASE of the library `rectools`."""

    kind: ClassVar[str] = "rectools EASE"
    weights: Any

    def score(self, history: Any) -> Floats:
        """Return the weighted sum of what was bought."""
        return np.asarray(history @ self.weights, np.float32)

    def find_ties(self) -> Any | None:
        """Nobody asks."""
        return None


@dataclass(frozen=True)
class PeerAls:
    """iALS of the library `implicit`."""

    kind: ClassVar[str] = "implicit iALS"
    model: Any

    def score(self, history: Any) -> Floats:
        """Return how close products lie to whoever bought this."""
        people = self.model.recalculate_user(np.arange(history.shape[0]), history)
        return np.asarray(people @ self.model.item_factors.T, np.float32)

    def find_ties(self) -> Any | None:
        """Nobody asks."""
        return None


def run(place: Place) -> list[Figure]:
    """Compare on published data where it lies beside, and list products for a drawn crowd."""
    folder, figures = data_folder(), []
    with threadpool_limits(1):
        if (folder / "recsys").is_dir():
            figures += _compare(_read_lastfm(folder / "recsys" / "lastfm"))
            figures += _compare(_read_retail(folder / "online_retail"))
        return figures + _list_for_crowd(place)


def _compare(split: Split) -> list[Figure]:
    finalists = [recipe for _, recipe in find_finalists(split.chosen_from, split.chosen_on, seed=SEED)]
    weights, figures = draw_weights(split.asked.customers, SEED), []
    peers = [peer for peer in (_find_ease(split), _find_als(split)) if peer]
    best: float | None = None
    for name, fit in [*peers, *((one.kind, _fitter(one, split.learnt_from)) for one in finalists[:1])]:
        began = time.process_time()
        model = fit()
        seconds = time.process_time() - began
        found = find_interval(measure(model, split.asked).ndcg, weights)
        words = f"{split.name}: {name}, NDCG of the first ten ({found.low:.4f} to {found.high:.4f})"
        chosen = name == finalists[0].kind
        figures.append(Figure(words, found.mean, "", best if chosen else None, goal=best if chosen else None))
        figures.append(Figure(f"{split.name}: {name}, learnt", seconds, "CPU s", better="less"))
        best = max(best or 0.0, found.mean)
    return figures


def _fitter(recipe: Recipe, matrix: Any) -> Callable[[], Model]:
    return lambda: recipe.fit(matrix, SEED)


def _find_ease(split: Split) -> tuple[str, Callable[[], Model]] | None:
    """Return the peer with its best ridge, where somebody installed the library for this bench."""
    if importlib.util.find_spec("rectools") is None:
        return None
    models, dataset, pandas = (
        importlib.import_module(name) for name in ("rectools.models", "rectools.dataset", "pandas")
    )

    def fit(matrix: Any, ridge: float) -> Model:
        rows = matrix.tocoo()
        frame = pandas.DataFrame({"user_id": rows.row, "item_id": rows.col, "weight": 1.0})
        frame["datetime"] = "2020-01-01"
        given = dataset.Dataset.construct(frame)
        known = given.item_id_map.external_ids
        model = models.EASEModel(regularization=ridge)
        model.fit(given)
        weights = np.zeros((matrix.shape[1],) * 2, np.float32)
        weights[np.ix_(known, known)] = model.weight
        return PeerEase(weights)

    best = max((20.0, 100.0, 400.0, 1500.0), key=lambda one: _rate(fit(split.chosen_from, one), split))
    return PeerEase.kind, lambda: fit(split.learnt_from, best)


def _find_als(split: Split) -> tuple[str, Callable[[], Model]] | None:
    """Return the peer with its best parameters, where somebody installed the library for this bench."""
    if importlib.util.find_spec("implicit") is None:
        return None
    als = importlib.import_module("implicit.als")

    def fit(matrix: Any, given: tuple[float, float]) -> Model:
        model = als.AlternatingLeastSquares(
            factors=64,
            regularization=given[0],
            alpha=given[1],
            iterations=15,
            random_state=SEED,
            num_threads=1,
        )
        model.fit(matrix, show_progress=False)
        return PeerAls(model)

    grid = [(ridge, alpha) for ridge in (0.01, 0.1, 1.0) for alpha in (1.0, 5.0, 20.0)]
    best = max(grid, key=lambda one: _rate(fit(split.chosen_from, one), split))
    return PeerAls.kind, lambda: fit(split.learnt_from, best)


def _rate(model: Model, split: Split) -> float:
    return float(measure(model, split.chosen_on).ndcg.mean())


def _read_lastfm(folder: Any) -> Split:
    """Parameters are chosen on a tenth of the training part; the test part is asked once."""
    learnt, asked = (np.loadtxt(folder / name)[:, :2].astype(np.int64) for name in ("data1.txt", "test1.txt"))
    shape = tuple(int(one) + 1 for one in np.maximum(learnt.max(0), asked.max(0)))
    held = np.random.default_rng(SEED).random(len(learnt)) < 0.1
    numbers = np.empty(shape[1], np.int64)
    numbers[np.argsort(-np.bincount(learnt[:, 1], minlength=shape[1]), kind="stable")] = np.arange(shape[1])

    def matrix(rows: Any) -> Any:
        return csr_matrix((np.ones(len(rows), np.float32), (rows[:, 0], numbers[rows[:, 1]])), shape)

    before = matrix(learnt[~held])
    known = matrix(learnt)
    return Split(
        "last.fm", before, set_task(before, matrix(learnt[held])), known, set_task(known, matrix(asked))
    )


def _read_retail(folder: Any) -> Split:
    """What was new to customers in the newest tenth of Online Retail is asked; the tenth before chooses."""
    (file,) = folder.glob("*.csv.xz")
    customers: dict[str, int] = {}
    products: dict[str, int] = {}
    rows = []
    with lzma.open(file) as packed:
        for line in csv.DictReader(io.TextIOWrapper(packed, "utf-8")):
            if not line["CustomerID"] or line["InvoiceNo"].startswith("C"):
                continue
            if float(line["Quantity"]) <= 0 or float(line["UnitPrice"]) <= 0:
                continue
            who = customers.setdefault(line["CustomerID"], len(customers))
            what = products.setdefault(line["StockCode"], len(products))
            rows.append((who, what, datetime.fromisoformat(line["InvoiceDate"]).toordinal()))
    columns = np.array(rows).T
    order = np.argsort(-np.bincount(columns[1]), kind="stable")
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order))
    bought = Bought(columns[0], numbers[columns[1]], columns[2], len(customers), len(products))
    first, second, end = cut_days(bought)
    before, known = bought.before(first).matrix(), bought.before(second).matrix()
    return Split(
        "Online Retail",
        before,
        set_task(before, bought.between(first, second).matrix()),
        known,
        set_task(known, bought.between(second, end).matrix()),
    )


def _list_for_crowd(place: Place) -> list[Figure]:
    """Learn from a drawn crowd with tastes, and make everybody's list of twenty."""
    many = place.scale(CROWD)
    draw = np.random.default_rng(SEED)
    counts = draw.poisson(9, many) + 1
    who = np.repeat(np.arange(many), counts)
    shelf = draw.integers(0, 30, many)[who]
    what = (shelf * 100 + np.minimum(draw.exponential(25, len(who)).astype(np.int64), 99)) % GOODS
    stray = draw.random(len(who)) < 0.2
    what[stray] = draw.integers(0, GOODS, int(stray.sum()))
    matrix = Bought(who, what, draw.integers(0, 365, len(who)), many, GOODS).matrix()
    everybody, offered, figures = np.arange(many), np.ones(GOODS, bool), []
    with place.measuring() as reading:
        for recipe in (TOGETHER, Recipe("ease", {"ridge": 100.0}), POINTS):
            words = f"{many:,} customers, {GOODS:,} products, {recipe.kind}"
            began = time.process_time()
            model = recipe.fit(matrix, SEED)
            ties = model.find_ties()
            ties = TOGETHER.fit(matrix, SEED).find_ties() if ties is None else ties
            learnt = time.process_time()
            lists = make_lists(
                model, ties, history=matrix, seen=matrix, customers=everybody, offered=offered, most=20
            )
            rows = sum(len(part.customer) for part in lists)
            listed = time.process_time()
            figures += [
                Figure(f"learnt: {words}", learnt - began, "CPU s", goal=120, better="less"),
                Figure(f"{rows:,} places listed: {words}", listed - learnt, "CPU s", goal=120, better="less"),
            ]
    memory = Figure(
        "memory of the process that learns", reading.peak_mib["python"], "MiB", goal=4096, better="less"
    )
    return [*figures, memory]
