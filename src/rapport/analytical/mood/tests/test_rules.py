"""Reading by words, and what is read when there is hardly anything to read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from rapport.analytical.mood.contracts import Reading, Refusal
from rapport.analytical.mood.contracts.marks import STARTERS
from rapport.analytical.mood.rules.features import count_features
from rapport.analytical.mood.rules.language import MOST, clean, tell_language
from rapport.analytical.mood.rules.learning import LearntModel, learn
from rapport.analytical.mood.rules.marks import Mark, split_words
from rapport.analytical.mood.rules.reading import Reader
from rapport.analytical.mood.rules.weighing import Seen, TextModel, best_of


def make_reader() -> Reader:
    """Read by the starter marks alone."""
    marks = {
        aspect: [
            Mark(one.code, split_words(f"{one.english},{one.chinese}"))
            for one in STARTERS
            if one.aspect == aspect
        ]
        for aspect in ("topic", "intent")
    }
    return Reader(marks["topic"], marks["intent"])


def read(text: str) -> Reading:
    """Read one text by words."""
    return make_reader().read([text])[0]


@pytest.mark.parametrize(
    ("text", "language", "mood"),
    [
        ("The tea is wonderful and came on time.", "en", "happy"),
        ("The tea is not good at all.", "en", "unhappy"),
        ("Terrible service, I want my money back!", "en", "unhappy"),
        ("When will my parcel arrive?", "en", "neutral"),
        ("茶很香，服务态度好，非常满意！", "zh", "happy"),
        ("包装破了，客服态度差，很失望", "zh", "unhappy"),
        ("一点也不新鲜", "zh", "unhappy"),
        ("请问什么时候发货？", "zh", "neutral"),
        ("😡😡😡", "", "unhappy"),
        ("👍", "", "happy"),
        ("", "", ""),
        ("   \n\t ", "", ""),
        ("Der Tee ist sehr gut und die Lieferung war schnell", "", ""),
        ("这个 tea 非常好喝，推荐 Longjing", "zh", "happy"),
        ("<p>The pot is <b>broken</b>.</p><script>love love love</script>", "en", "unhappy"),
        ("&lt;3 lovely tea, thank you", "en", "happy"),
    ],
)
def test_words_tell_language_and_mood(text: str, language: str, mood: str) -> None:
    reading = read(text)
    assert (reading.language, reading.mood) == (language, mood)


def test_words_tell_topics_and_what_is_wanted() -> None:
    reading = read("The box arrived broken and nobody answered. I want to return it and get a refund.")
    assert {"delivery", "packaging", "quality", "returns"} <= set(reading.topics)
    assert reading.intent == "return"
    assert read("快递到哪了？还没收到").intent == "order_status"
    assert read("Please cancel my order").intent == "cancellation"
    assert "size" not in read("It benefits everybody").topics


def test_a_huge_text_is_read_in_bounds() -> None:
    assert len(clean("broken " * 20_000)) <= MOST
    assert read("broken " * 20_000).mood == "unhappy"
    assert read("<" * 100_000).mood in ("", "neutral")


@given(some.text(max_size=300))
def test_nothing_that_is_written_breaks_reading(text: str) -> None:
    reading = read(text)
    assert -1 <= reading.score <= 1
    assert reading.language in ("", "en", "zh")
    assert tell_language(clean(text)) == reading.language


@given(some.lists(some.text(max_size=40), min_size=1, max_size=5))
def test_a_text_has_the_same_features_alone_and_among_others(texts: list[str]) -> None:
    together = count_features(texts, "en").toarray()
    for row, text in zip(together, texts, strict=True):
        assert np.array_equal(row, count_features([text], "en").toarray()[0])


GOOD = ["parcel came", "box was here", "tin is full", "tea as told"]
COLOURS = ["green", "black", "white", "yellow", "red", "blue", "grey", "brown", "gold", "pink"]


def draw_pairs() -> tuple[list[str], list[str]]:
    """Return texts whose label no list of words knows: zorp is unhappy, plim is happy."""
    texts = [f"{word} {told} {one}" for word in ("zorp", "plim") for told in GOOD for one in COLOURS]
    return texts, ["unhappy" if text.startswith("zorp") else "happy" for text in texts]


def test_what_words_do_not_know_is_learnt_kept_and_read_again() -> None:
    texts, labels = draw_pairs()
    found = learn(texts, labels, "en", by_words=lambda text: read(text).mood)
    assert isinstance(found, LearntModel)
    assert found.errors.accuracy > 0.95 > found.errors.majority
    again = TextModel.load(found.model.dump(), language="en", labels=found.model.labels)
    seen = Seen.of(["a zorp thing"], "en")
    assert best_of(again, seen) == best_of(found.model, seen)
    assert best_of(again, seen)[0][0] == "unhappy"
    twice = learn(texts, labels, "en", by_words=lambda text: read(text).mood)
    assert isinstance(twice, LearntModel)
    assert np.array_equal(twice.model.weights, found.model.weights)


def test_nothing_is_learnt_where_there_is_nothing_to_learn() -> None:
    texts, labels = draw_pairs()
    assert learn(texts[:20], labels[:20], "en", by_words=str) is Refusal.ONE_CLASS
    assert learn(texts, ["happy"] * len(texts), "en", by_words=str) is Refusal.ONE_CLASS
    assert learn(texts[30:50], labels[30:50], "en", by_words=str) is Refusal.FEW
    assert learn([], [], "en", by_words=str) is Refusal.ONE_CLASS
    chance = [("happy", "unhappy")[number % 7 < 3] for number in range(len(texts))]
    assert learn(["tea"] * len(texts), chance, "en", by_words=str) is Refusal.NO_BETTER
    right = dict(zip(texts, labels, strict=True))
    assert learn(texts, labels, "en", by_words=right.__getitem__) is Refusal.NO_BETTER
