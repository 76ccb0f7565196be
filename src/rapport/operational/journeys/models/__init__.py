"""Tables of the room."""

from rapport.operational.journeys.models.journey import (
    Journey,
    JourneyCount,
    JourneyEdit,
    JourneyEffect,
    JourneyTraveller,
    JourneyVersion,
)
from rapport.operational.journeys.models.letter import JourneyAnswer, JourneyLink
from rapport.operational.journeys.models.rehearsal import JourneyRehearsal, JourneyRehearsed

__all__ = [
    "Journey",
    "JourneyAnswer",
    "JourneyCount",
    "JourneyEdit",
    "JourneyEffect",
    "JourneyLink",
    "JourneyRehearsal",
    "JourneyRehearsed",
    "JourneyTraveller",
    "JourneyVersion",
]
