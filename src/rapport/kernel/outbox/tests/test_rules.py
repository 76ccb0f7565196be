"""Words are found in texts as one would find each by itself."""

from hypothesis import given
from hypothesis import strategies as st

from rapport.kernel.outbox.rules import Words

TEXTS = st.text("ab茶\u2028 ", max_size=12)


@given(st.lists(TEXTS, max_size=6), TEXTS)
def test_a_text_holds_a_word_where_one_of_them_stands_in_it(words: list[str], text: str) -> None:
    assert Words(words).stand_in(text) == any(word in text for word in words if word)


def test_thousands_of_words_with_one_beginning_are_looked_for_at_once() -> None:
    words = Words(f"Told us about order {number}" for number in range(20_000))
    assert words.stand_in("Yesterday: Told us about order 19999!")
    assert not words.stand_in("Told us about orders" * 50)
