"""Typed records of reporting: what can be measured, by what, and what was found."""

from rapport.analytical.reporting.contracts.catalogue import Dimension, Metric, RowColumn, RowPlan, Source
from rapport.analytical.reporting.contracts.questions import Answer, Column, Face, Question, Reach, Tile

__all__ = [
    "Answer",
    "Column",
    "Dimension",
    "Face",
    "Metric",
    "Question",
    "Reach",
    "RowColumn",
    "RowPlan",
    "Source",
    "Tile",
]
