"""How somebody feels by the words they use: each word turned round by a no before it, louder by a very."""

import re
from functools import cache

from rapport.analytical.mood.contracts import Feeling
from rapport.analytical.mood.rules.lexicon import chinese, english

_TOKEN = re.compile(r"[a-z0-9']+|[.!?;,:\n]")
_SMILES = re.compile("[😀😃😄😁😆😊🙂😍🥰😘😋👍💯❤💕🎉✨🌹👏🙏🤗😎]|:-?\\)|:-?D|<3")
_FROWNS = re.compile("[😞😟😠😡😢😭😤😩😫🤬🤮🤢👎💔😒🙄😔☹🙁😖😣]|:-?\\(|:'\\(")
SURE = 0.2
"""From here on somebody is happy, and below minus that unhappy; between them nothing was said clearly."""
_REACH, _HAN_REACH = 3, 3
_STOP = re.compile(r"[，。！？,.!?；;\s]")
_TURN_MORE = tuple(f"{one}{very}" for one in chinese.TURN for very in "很太")


def feel_by_words(text: str, language: str) -> float:
    """Return from -1 (unhappy) to 1 (happy) what the words of a clean text say; 0 where they say nothing."""
    found = _weigh_smiles(text)
    if language == "zh":
        found += _weigh_chinese(text)
    elif language == "en":
        found += _weigh_english(text.lower().replace("’", "'"))
    if not found:
        return 0.0
    total = sum(found)
    return max(-1.0, min(1.0, total / (abs(total) + 1.5)))


def name_feeling(score: float) -> Feeling:
    """Return the mood of a score."""
    if score >= SURE:
        return Feeling.HAPPY
    return Feeling.UNHAPPY if score <= -SURE else Feeling.NEUTRAL


def _weigh_smiles(text: str) -> list[float]:
    """A face says it once, however often it stands there."""
    if text.isascii() and ":" not in text and "<3" not in text:
        return []
    return [1.0] * min(len(_SMILES.findall(text)), 2) + [-1.0] * min(len(_FROWNS.findall(text)), 2)


def _weigh_english(text: str) -> list[float]:
    weights: list[float] = []
    text, phrases = _take_phrases(text)
    tokens, turned, louder = _TOKEN.findall(text), 0, 1.0
    for word in tokens:
        if word in english.BUT:
            weights, turned = [one * 0.5 for one in weights], 0
        if word in english.TURN:
            turned = _REACH + 1
            if word == "never":  # says something by itself, too
                weights.append(-0.4)
        elif word in english.MORE:
            louder = 1.5
        elif word in ".!?;,:\n":
            turned, louder = (0, 1.0) if word not in ",:" else (turned, louder)
        elif weight := _weigh_word(word):
            weights.append(-0.8 * weight if turned else weight * louder)
            louder = 1.0
        turned = max(turned - 1, 0)
    return weights + phrases


def _take_phrases(text: str) -> tuple[str, list[float]]:
    weights: list[float] = []
    for phrase, weight in english.PHRASES.items():
        if phrase in text:
            found = re.subn(rf"\b{re.escape(phrase)}\b", " ; " if weight else " ", text)
            text = found[0]
            weights += [weight] * min(found[1], 2) if weight else []
    return text, weights


def _weigh_word(word: str) -> float:
    if word in english.GOOD:
        return 2.0 if word in english.BEST else 1.0
    if word in english.BAD:
        return -2.0 if word in english.WORST else -1.0
    return 0.0


@cache
def _chinese_words() -> tuple[dict[str, tuple[str, ...]], dict[str, float]]:
    """Return the words by their first character, the longest first, and what each weighs."""
    weights = dict.fromkeys(chinese.GOOD, 1.0) | dict.fromkeys(chinese.BAD, -1.0)
    weights |= {word: weight * 2 for word, weight in weights.items() if word in chinese.STRONG}
    weights |= {word: weight * 0.5 for word, weight in weights.items() if word in chinese.WEAK}
    weights |= dict.fromkeys((*chinese.NOTHING, *chinese.BUT), 0.0)
    by_first: dict[str, list[str]] = {}
    for word in sorted(weights, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in by_first.items()}, weights


def _weigh_chinese(text: str) -> list[float]:
    by_first, known = _chinese_words()
    weights: list[float] = []
    at = -1
    for found in _beginnings().finditer(text):
        if found.start() < at:  # within the word before
            continue
        at = found.start()
        word = next((one for one in by_first[text[at]] if text.startswith(one, at)), "")
        if word in chinese.BUT:
            weights = [one * 0.6 for one in weights]
        elif weight := known.get(word, 0.0):
            weights.append(_turn(weight, text[max(0, at - _HAN_REACH) : at]))
        at += len(word)
    return weights


@cache
def _beginnings() -> re.Pattern[str]:
    """Find the characters a word may begin with: of a hundred in a text some twenty."""
    by_first, _weights = _chinese_words()
    return re.compile(f"[{re.escape(''.join(by_first))}]")


def _turn(weight: float, text: str) -> float:
    """Weigh a word by the characters before it, back to the last stop."""
    before = _STOP.split(text)[-1]
    if before.endswith(chinese.TURN) or any(one in before for one in _TURN_MORE):
        return -0.8 * weight
    return weight * 1.5 if before.endswith(chinese.MORE) else weight
