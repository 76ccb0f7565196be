"""What a widget is set to: read from its account's settings, and checked before they are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.collaborative.chat.rules.answers import Answer, read_answers
from rapport.kernel.errors import Invalid, Said, say
from rapport.kernel.origins import is_origin

LANGUAGES = ("en", "zh")
"""Languages a widget's texts are written in; a visitor of another reads the first."""
TEXTS = ("title", "greeting", "away", "consent")
LENGTHS = {"title": 60, "greeting": 400, "away": 400, "consent": 400}
HOURS = ("always", "business")
COLOUR = "#0f766e"
MOST_ORIGINS, MOST_ANSWERS = 20, 50
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LEAST_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class WidgetSettings:
    """How a widget looks and what it says: `texts` by language, `hours` when agents answer.

    `origins` are the sites whose pages may show it; none means any. `answers` are given by rules.
    `email_account` is the id of the address that answers who left one; empty: nobody is asked for theirs.
    """

    colour: str
    side: str
    hours: str
    origins: frozenset[str]
    texts: Mapping[str, Mapping[str, str]]
    answers: tuple[Answer, ...]
    email_account: str

    def text(self, name: str, language: str) -> str:
        """Return a text in the language, else in the first that has it, else an empty one."""
        own = self.texts.get(language, {}).get(name, "")
        return own or next((self.texts[one].get(name, "") for one in LANGUAGES if one in self.texts), "")


def read_settings(given: Mapping[str, Any]) -> WidgetSettings:
    """Return the settings of an account; what is left out is as usual."""
    texts = {
        language: {name: str(given.get(f"{name}_{language}") or "") for name in TEXTS}
        for language in LANGUAGES
    }
    return WidgetSettings(
        colour=str(given.get("colour") or COLOUR),
        side=str(given.get("side") or "right"),
        hours=str(given.get("hours") or "business"),
        origins=frozenset(split_origins(str(given.get("origins") or ""))),
        texts=texts,
        answers=tuple(read_answers(str(given.get("answers") or ""))),
        email_account=str(given.get("email_account") or ""),
    )


def split_origins(text: str) -> list[str]:
    """Return the sites a text names, one in a line."""
    return [one.strip().rstrip("/").lower() for one in text.splitlines() if one.strip()]


def check_settings(given: Mapping[str, Any], _secrets: Mapping[str, str]) -> None:
    """Raise `Invalid` naming what is wrong."""
    wrong: dict[str, Said] = {}
    colour = str(given.get("colour") or COLOUR).lower()
    if not _COLOUR.fullmatch(colour):
        wrong["colour"] = say("A colour such as #0f766e.")
    elif contrast_with_white(colour) < _LEAST_CONTRAST:
        wrong["colour"] = say("White words cannot be read on this colour: take a darker one.")
    if (given.get("side") or "right") not in ("left", "right"):
        wrong["side"] = say("Left or right.")
    if (given.get("hours") or "business") not in HOURS:
        wrong["hours"] = say("Always or in business hours.")
    origins = split_origins(str(given.get("origins") or ""))
    strange = next((one for one in origins if not is_origin(one)), None)
    if strange is not None:
        wrong["origins"] = say("“%(site)s” is not a site such as https://shop.example.", site=strange[:80])
    elif len(origins) > MOST_ORIGINS:
        wrong["origins"] = say("At most %(most)s.", most=MOST_ORIGINS)
    for language in LANGUAGES:
        for name in TEXTS:
            if len(str(given.get(f"{name}_{language}") or "")) > LENGTHS[name]:
                wrong[f"{name}_{language}"] = say("At most %(most)s characters.", most=LENGTHS[name])
    answers = str(given.get("answers") or "")
    lines = [line for line in answers.splitlines() if line.strip()]
    if len(lines) > MOST_ANSWERS:
        wrong["answers"] = say("At most %(most)s.", most=MOST_ANSWERS)
    elif len(read_answers(answers)) != len(lines):
        wrong["answers"] = say("One answer in a line: words with commas, an equals sign, the answer.")
    if wrong:
        raise Invalid("The widget is wrong.", fields=wrong)


def normal_address(text: str) -> str:
    """Return the name a widget is kept under, in small letters; raises `Invalid` for none."""
    normal = text.strip().lower()
    if not 1 <= len(normal) <= 100 or any(one.isspace() or one == "\0" for one in normal):
        raise Invalid("The widget is wrong.", fields={"address": say("1 to 100 characters without spaces.")})
    return normal


def contrast_with_white(colour: str) -> float:
    """Return the contrast of white on a colour such as #0f766e (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
