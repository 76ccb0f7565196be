"""The life of a campaign: what may follow on what, and what may still be changed."""

STEPS: dict[str, frozenset[str]] = {
    "draft": frozenset({"asked", "scheduled"}),
    "asked": frozenset({"draft", "scheduled"}),
    "scheduled": frozenset({"draft", "sending", "stopped"}),
    "sending": frozenset({"paused", "stopped", "done"}),
    "paused": frozenset({"sending", "stopped"}),
    "stopped": frozenset(),
    "done": frozenset(),
}
"""From each state, those it may go to; once it sends there is no way back to a draft."""
OPEN = frozenset({"draft", "asked"})
"""Where audience, letters and sending may be changed; afterwards they are locked."""
STARTED = frozenset({"sending", "paused", "stopped", "done"})
"""Where there is a frozen list."""


def may_go(present: str, wanted: str) -> bool:
    """Tell whether a campaign may go from one state to another."""
    return wanted in STEPS[present]
