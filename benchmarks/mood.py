"""Read how customers feel: published sets by five folds, and texts a second through the database.

The settings were chosen on every fourth text of each set, once; figures are of the other three.
"""

import csv
import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from rapport.analytical.mood.api import take_texts
from rapport.analytical.mood.api.learning import read_due
from rapport.analytical.mood.contracts import TextDraft
from rapport.analytical.mood.operations.reading import BATCH, make_reader
from rapport.analytical.mood.rules.language import clean
from rapport.analytical.mood.rules.learning import LearntModel, fit, learn
from rapport.analytical.mood.rules.lexicon.feeling import feel_by_words, name_feeling
from rapport.analytical.mood.rules.reading import Reader
from rapport.analytical.mood.rules.weighing import Seen, best_of
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.place import Place
from rapport.site.bench.published import data_folder

TEXTS, CHOSEN_ON = 20_000, 4
Pairs = list[tuple[str, str]]
MOODS = {"0": "unhappy", "1": "happy", "negative": "unhappy", "neutral": "neutral", "positive": "happy"}


def run(place: Place) -> list[Figure]:
    """Learn on the sets that are there, and read reviews that come by the bulk door."""
    folder = data_folder() / "sentiment"
    figures = [
        *_judge("Amazon reviews", folder / "amazon_cells_labelled.txt", _read_lines, "en", 0.82),
        *_judge("Yelp reviews", folder / "yelp_labelled.txt", _read_lines, "en", 0.82),
        *_judge("Chinese hotel reviews", folder / "ChnSentiCorp_htl_all.csv", _read_hotels, "zh", 0.90),
        *_judge("airline tweets, three moods", folder / "airline_half.csv.gz", _read_tweets, "en", 0.80),
    ]
    return figures + _read_many(place)


def _judge(
    name: str,
    file: Path,
    read: Callable[[Path], Iterator[tuple[str, str]]],
    language: str,
    goal: float,
) -> list[Figure]:
    """Learn on one set: accuracy on texts held out, beside that of words alone."""
    if not file.exists():
        return []
    pairs = [(clean(text), label) for row, (text, label) in enumerate(read(file)) if row % CHOSEN_ON]

    def by_words(text: str) -> str:
        return str(name_feeling(feel_by_words(text, language)))  # one that tells nothing reads neutral

    found = learn([text for text, _ in pairs], [label for _, label in pairs], language, by_words=by_words)
    if not isinstance(found, LearntModel):
        return []
    errors = found.errors
    work = f"{name} ({errors.texts:,}), accuracy of five folds (floor: words alone, silent ones wrong)"
    return [
        Figure(work, errors.accuracy, "", errors.by_words, goal=goal),
        Figure(f"{name}, mean F1", errors.macro_f1, ""),
    ]


def _read_lines(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text("utf-8").split("\n"):
        text, mark, label = line.rpartition("\t")
        if mark:
            yield text, MOODS[label.strip()]


def _read_hotels(file: Path) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8-sig") as lines:
        yield from ((row["review"], MOODS[row["label"]]) for row in csv.DictReader(lines))


def _read_tweets(file: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(file, "rt") as lines:
        yield from ((row["text"], MOODS[row["airline_sentiment"]]) for row in csv.DictReader(lines))


def _read_many(place: Place) -> list[Figure]:
    """Take reviews through the bulk door and read them by words, as they lie in the database."""
    count, said = (
        place.scale(TEXTS),
        "The tea came late and the box was broken, but the service was kind. 茶很香。",
    )
    tenant_id = create_tenant("bench", "Bench").id
    actor, now = system_actor(tenant_id), datetime.now(UTC)
    numbers = islice(zip(range(count), cycle(("pot", "tin", "tea")), strict=False), count)
    drafts = [(number, TextDraft(str(number), f"{said} {thing} {number}", now)) for number, thing in numbers]
    with as_tenant(tenant_id):
        taken = sum(1 for _one in take_texts(drafts, "upsert", actor=actor))
    with place.measuring() as spent:
        read = read_due(actor=actor)
    told = f"{taken:,} reviews read by words and written"
    return [
        Figure(f"{told}, a second of one core", read / spent.cpu_of("python"), "texts/s", goal=2000),
        Figure(f"{told}, by the clock", read / spent.seconds, "texts/s"),
        Figure(f"{told}, PostgreSQL's CPU", spent.cpu_of("postgresql"), "s"),
        *_read_by_model(place, actor),
    ]


def _read_by_model(place: Place, actor: Actor) -> list[Figure]:
    """Read published texts by a model learnt from them and by words: rules alone, in batches of 500."""
    file = data_folder() / "sentiment" / "ChnSentiCorp_htl_all.csv"
    if not file.exists():
        return []
    pairs = [(clean(text), label) for text, label in _read_hotels(file)]
    seen = Seen.of([text for text, _ in pairs], "zh")
    names = sorted({label for _, label in pairs})
    owner = np.array([names.index(label) for _, label in pairs])
    model = fit(seen, owner, "zh", names)
    with as_tenant(actor.tenant_id):
        marks = make_reader()
    reader = Reader(marks.topics, marks.intents, {("mood", "zh"): (1, lambda some: best_of(model, some))})
    texts = [text for text, _ in pairs]
    with place.measuring() as spent:
        for first in range(0, len(texts), BATCH):
            reader.read(texts[first : first + BATCH])
    work = f"{len(texts):,} Chinese reviews read by words and a model, a second of one core"
    return [Figure(work, len(texts) / spent.cpu_of("python"), "texts/s", goal=2000)]
