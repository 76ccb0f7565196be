"""Whom a text names."""

from rapport.customers.timeline.rules import find_mentions, heading_of
from rapport.kernel.ids import new_id

ANN, ANN_LEE, WANG = new_id(), new_id(), new_id()
PEOPLE = [(ANN, "Ann"), (ANN_LEE, "Ann Lee"), (WANG, "王小明")]


def test_the_longest_name_counts_each_once() -> None:
    assert find_mentions("Ask @Ann Lee, then @ann and @Ann Lee again", PEOPLE) == [ANN_LEE, ANN]


def test_a_name_ends_where_its_letters_end() -> None:
    assert find_mentions("@Anna knows, ann@example.com", PEOPLE) == []
    assert find_mentions("请@王小明联系她", PEOPLE) == [WANG]


def test_nobody_is_named_by_an_empty_name() -> None:
    assert find_mentions("@ @@", [*PEOPLE, (ANN, "")]) == []


def test_a_note_is_headed_by_its_first_line_up_to_a_whole_word() -> None:
    assert heading_of("Rang twice\nnobody there") == "Rang twice"
    long = "word " * 40
    assert heading_of(long) == ("word " * 24).rstrip()
    assert heading_of("茶" * 200) == "茶" * 120
