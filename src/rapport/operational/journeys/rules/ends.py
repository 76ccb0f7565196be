"""Why somebody is not on the way any more."""

ON_THE_WAY = "on-the-way"
ENDS = (ON_THE_WAY, "done", "goal", "fact", "condition", "held-out", "unreached", "stopped", "too-long")
"""What becomes of people; the first is kept while they are still on the way."""
