"""One reading of many texts: by the models in use, and by words where there is none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rapport.analytical.mood.contracts import Feeling, Reading
from rapport.analytical.mood.rules.language import clean, tell_language
from rapport.analytical.mood.rules.lexicon.feeling import feel_by_words, name_feeling
from rapport.analytical.mood.rules.marks import Mark, find_first, find_marks
from rapport.analytical.mood.rules.weighing import Seen

WORDS = "words"
Guesses = Sequence[tuple[str, Mapping[str, float]]]
Guesser = Callable[[Seen], Guesses]


@dataclass(frozen=True)
class Reader:
    """What texts are read by: marks, and the model in use for an aspect and language, with its number."""

    topics: Sequence[Mark]
    intents: Sequence[Mark]
    models: Mapping[tuple[str, str], tuple[int, Guesser]] = field(default_factory=dict)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read raw texts; of a text without words nothing is said but what its faces say."""
        plain = [clean(text) for text in texts]
        languages = [tell_language(text) for text in plain]
        readings = [self._by_words(text, language) for text, language in zip(plain, languages, strict=True)]
        scores = [one.score for one in readings]
        for language in {one for _aspect, one in self.models}.intersection(languages):
            rows = [row for row, one in enumerate(languages) if one == language]
            seen = Seen.beside([scores[row] for row in rows], [plain[row] for row in rows], language)
            for aspect, (number, guess) in self._models_of(language):
                for row, (label, odds) in zip(rows, guess(seen), strict=True):
                    readings[row] = _put(readings[row], aspect, label, odds, number)
        return readings

    def _models_of(self, language: str) -> list[tuple[str, tuple[int, Guesser]]]:
        return [(aspect, model) for (aspect, one), model in self.models.items() if one == language]

    def _by_words(self, text: str, language: str) -> Reading:
        score = feel_by_words(text, language)
        told = language or score
        return Reading(
            language,
            str(name_feeling(score)) if told else "",
            round(score, 4),
            tuple(find_marks(text, self.topics)) if language else (),
            find_first(text, self.intents) if language else "",
            WORDS,
        )


def _put(reading: Reading, aspect: str, label: str, odds: Mapping[str, float], number: int) -> Reading:
    """Put what a model says in the place of what words said."""
    mood, score, topics, intent, reader = (
        reading.mood,
        reading.score,
        reading.topics,
        reading.intent,
        reading.reader,
    )
    if aspect == "mood":
        score = round(odds.get(Feeling.HAPPY, 0.0) - odds.get(Feeling.UNHAPPY, 0.0), 4)
        mood, reader = label, str(number)
    elif aspect == "topic":
        topics = (label, *(one for one in topics if one != label))
    else:
        intent = label
    return Reading(reading.language, mood, score, topics, intent, reader)
