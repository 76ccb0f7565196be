"""The queues of the inbox: which there are, in which order they stand, how each is sorted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Queue:
    """A view of the list of conversations; `sort` is a column of it."""

    name: str
    icon: str
    sort: str = "-last"
    urgent: bool = False


QUEUES = (
    Queue("mine", "user-check"),
    Queue("unassigned", "user-x"),
    Queue("team", "users"),
    Queue("mentions", "at-sign"),
    Queue("us", "hourglass", "due"),
    Queue("them", "clock"),
    Queue("late", "alarm-clock", "due", urgent=True),
    Queue("review", "user-search"),
    Queue("snoozed", "moon"),
    Queue("closed", "archive"),
)
"""All but `closed` hold what is open; all but `snoozed` leave out what is put off."""
COUNTED = tuple(one for one in QUEUES if one.name != "closed")
