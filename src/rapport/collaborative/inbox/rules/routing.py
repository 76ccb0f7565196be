"""Who takes a conversation: pure, so that the same facts always give the same answer with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
)
Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What the first rule that fits says: whose it becomes, which skill it needs, how it is marked."""

    name: str
    team_id: UUID | None = None
    member_id: UUID | None = None
    skill: str = ""
    tag: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An agent at this moment: `load` is how many open conversations they have, `most` how many they take."""

    member_id: UUID
    load: int
    most: int
    away: bool = False
    teams: frozenset[UUID] = frozenset()
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    @property
    def free(self) -> bool:
        """Whether they are given anything."""
        return not self.away and self.load < self.most


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done, and why: reasons are (code, detail) in the order they were weighed."""

    member_id: UUID | None = None
    team_id: UUID | None = None
    reasons: tuple[Reason, ...] = field(default=())


def tell_language(text: str) -> str:
    """Return the language a script tells (ISO 639-1), or an empty text where several are written in it.

    Kana before Han: Japanese has both.
    """
    for language, first, last in _SCRIPTS:
        if any(first <= letter <= last for letter in text):
            return language
    return ""


def choose(
    rule: Rule | None, people: Sequence[Person], *, language: str, knows: UUID | None, open_now: bool
) -> Choice:
    """Return who takes it. Outside the hours it waits for its team; where nobody is free, it overflows to it.

    Whom a rule names comes first, then the one the customer knows, then whoever has least; only among those
    with the rule's skill, and who speak the language where somebody does.
    """
    reasons: list[Reason] = [("rule", rule.name)] if rule else []
    team = rule.team_id if rule else None
    pool = [one for one in people if one.free and (team is None or team in one.teams)]
    if rule and rule.skill:
        pool = [one for one in pool if rule.skill in one.skills]
        reasons.append(("skill" if pool else "no-skill", rule.skill))
    if language and (speaking := [one for one in pool if language in one.languages]):
        pool = speaking
        reasons.append(("language", language))
    named = rule.member_id if rule else None
    if not open_now and named is None:
        return Choice(None, team, (*reasons, ("closed", "")))
    for wanted, why in ((named, "named"), (knows, "knows")):
        if wanted is not None and (why == "named" or any(one.member_id == wanted for one in pool)):
            if why == "named" and not any(one.member_id == wanted and one.free for one in people):
                reasons.append(("named-busy", ""))
                continue
            return Choice(wanted, team, (*reasons, (why, "")))
    if not pool:
        return Choice(None, team, (*reasons, ("overflow", "")))
    least = min(pool, key=lambda one: (one.load, one.member_id))
    return Choice(least.member_id, team, (*reasons, ("load", str(least.load))))


def minutes_to_answer(*, first: int, further: int, answered: bool, urgent: bool) -> int:
    """Return the working minutes until an answer is due: a quarter of them where it is urgent."""
    usual = further if answered else first
    return max(usual // 4, 1) if urgent else usual
