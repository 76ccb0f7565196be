"""The front door of operational.journeys: few, documented functions; contracts in and out."""

from rapport.operational.journeys.contracts import JourneyDraft, JourneyLine, Published, Traveller
from rapport.operational.journeys.contracts.graph import Graph, Node
from rapport.operational.journeys.operations.drawing import set_graph
from rapport.operational.journeys.operations.entering import enter_customer
from rapport.operational.journeys.operations.journeys import create_journey
from rapport.operational.journeys.operations.life import publish_journey
from rapport.operational.journeys.operations.past import Trip, enter_trips
from rapport.operational.journeys.operations.stepping import step_everybody
from rapport.operational.journeys.queries.journeys import get_journey
from rapport.operational.journeys.rules.graph import read_graph

__all__ = [
    "Graph",
    "JourneyDraft",
    "JourneyLine",
    "Node",
    "Published",
    "Traveller",
    "Trip",
    "create_journey",
    "enter_customer",
    "enter_trips",
    "get_journey",
    "publish_journey",
    "read_graph",
    "set_graph",
    "step_everybody",
]
