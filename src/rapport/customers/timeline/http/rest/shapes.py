"""Shapes of single fields, and the subject every path speaks of."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from rapport.customers.timeline.contracts import CUSTOMER, Subject
from rapport.kernel.rest.api import FILLED, Answer

NoteText = Annotated[str, StringConstraints(pattern=FILLED, max_length=100_000, min_length=1)]
Title = Annotated[str, StringConstraints(pattern=FILLED, max_length=300, min_length=1)]
Longer = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=20_000)]
Priority = Annotated[int, Field(ge=1, le=3, description="1 low, 2 normal, 3 high.")]
Mentions = Annotated[list[UUID], Field(max_length=50, description="Members who are named.")]
LARGEST = 100_000_000


class CreatedOut(Answer):
    """The id of what was written."""

    id: UUID


def about(customer_id: UUID) -> Subject:
    """Return the customer itself as a subject."""
    return Subject(CUSTOMER, customer_id, customer_id)
