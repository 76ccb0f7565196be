"""What calls carry and answers hold."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, StringConstraints

from rapport.kernel.rest.api import Answer, Body

State = Literal["open", "converted", "lost"]
Source = Literal["form", "list", "chat", "call", "visit", "referral", "entered", "other"]
Interest = Literal["", "cold", "warm", "hot"]
Loss = Literal["no_need", "no_answer", "price", "competitor", "not_suitable", "other"]
Detail = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=120)]


class ReasonOut(Answer):
    """Why a prospect has some of its points."""

    code: str
    points: int


class ProspectOut(Answer):
    """A prospect with its score (0 to 100) and reasons; times UTC."""

    id: UUID
    customer_id: UUID
    state: State
    source: Source
    detail: str
    interest: Interest
    score: int
    reasons: list[ReasonOut]
    captured_at: datetime
    converted_at: datetime | None
    converted_how: str
    lost_at: datetime | None
    lost_reason: str
    lost_note: str
    version: int


class ProspectIn(Body):
    """A customer's record that shows interest."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "customer_id": "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f",
                    "source": "call",
                    "detail": "Hotline",
                    "interest": "warm",
                }
            ]
        },
    )

    customer_id: UUID
    source: Source = "entered"
    detail: Detail = ""
    interest: Interest = ""


class ProspectChange(Body):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"interest": "hot"}]})

    source: Source = "entered"
    detail: Detail = ""
    interest: Interest = ""


class LossIn(Body):
    """Why it is given up."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "price"}]})

    reason: Loss
    note: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)] = ""


class FigureOut(Answer):
    """What a source brought, and what of that became customers or was lost by now; `share` is of one."""

    source: Source
    detail: str
    captured: int
    converted: int
    lost: int
    open: int
    share: float | None
