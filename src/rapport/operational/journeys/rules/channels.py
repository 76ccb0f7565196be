"""Which channel first? By how often somebody answers on each, drawn towards everybody's share, then cost.

A rate of few messages says little: `STRENGTH` messages of everybody's rate are added to each one's own, which
is the mean of a beta distribution after what was seen (Efron & Morris, JASA 70 (1975) 311-319, for why that
errs less). Of two channels about as good, the cheaper one goes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

STRENGTH = 8.0
CLOSE = 0.8
"""The lesser rate is about as good from this share of the better one on."""


@dataclass(frozen=True, slots=True)
class Record:
    """What became of messages on a channel: how many were written and how many of them answered."""

    written: int = 0
    answered: int = 0

    def rate(self) -> float:
        """Return the share answered, with one answer in five messages added so that nothing is never."""
        return (self.answered + 1) / (self.written + 5)


@dataclass(frozen=True, slots=True)
class Choice:
    """The channel that goes first, why (`only`, `alike`, `answers`, `cheaper`), and shares of answers."""

    channel: str
    why: str
    rates: Mapping[str, float]

    def tell(self) -> str:
        """Return it as it is kept, such as `answers email=0.31 sms=0.12`."""
        shares = " ".join(f"{channel}={rate:.2f}" for channel, rate in sorted(self.rates.items()))
        return f"{self.why} {shares}".strip()


def shrink(own: Record, everybody: float) -> float:
    """Return somebody's share of answers, drawn towards everybody's the more the less is known."""
    return (own.answered + STRENGTH * everybody) / (own.written + STRENGTH)


def choose(
    there: Mapping[str, Record], everybody: Mapping[str, float], costs: Mapping[str, float]
) -> Choice | None:
    """Return the channel for somebody who can be reached on these; None for nobody.

    Where nothing speaks for either the first of them stays first. `costs` are what a message costs on
    average; a channel whose cost nobody knows never wins by it.
    """
    rates = {channel: shrink(own, everybody.get(channel, Record().rate())) for channel, own in there.items()}
    if len(rates) < 2:
        return next((Choice(channel, "only", {}) for channel in rates), None)
    better, lesser = sorted(rates, key=lambda channel: (-rates[channel], channel))[:2]
    cheaper = lesser in costs and better in costs and costs[lesser] < costs[better]
    if cheaper and rates[lesser] >= CLOSE * rates[better]:
        return Choice(lesser, "cheaper", rates)
    if rates[lesser] == rates[better]:
        return Choice(next(iter(rates)), "alike", rates)
    return Choice(better, "answers", rates)


def read_choice(text: str) -> tuple[str, dict[str, float]]:
    """Return the reason and the shares of what `Choice.tell` wrote; others have no shares."""
    why, *parts = text.split(" ")
    found = dict[str, float]()
    for part in parts:
        channel, sign, share = part.partition("=")
        if sign:
            found[channel] = float(share)
    return why, found


def is_reached(channel: str, state: str, *, answered: bool) -> bool:
    """Tell whether a message found its reader: an e-mail is opened, anything else at least delivered."""
    if answered or state == "read":
        return True
    return channel != "email" and state == "delivered"
