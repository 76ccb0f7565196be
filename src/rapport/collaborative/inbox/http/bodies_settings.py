"""What calls about canned replies, rules of routing and agents carry, and answers hold (times UTC)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from rapport.collaborative.inbox.http.bodies import example
from rapport.kernel.rest.api import FILLED, Answer, Body, Switch, Text

ShortName = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=120)]
_LETTER = "[a-z0-9\u4e00-\u9fff]"
Shortcut = Annotated[
    str, StringConstraints(pattern=rf"^{_LETTER}+(-{_LETTER}+)*$", min_length=1, max_length=40)
]
ReplyText = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=20_000)]
ShortWord = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=40)]
MaybeWord = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=40)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$", min_length=2, max_length=2)]
Place = Annotated[int, Field(ge=1, le=10_000, description="1 is weighed before 2.")]
Most = Annotated[int, Field(ge=1, le=1_000, description="Open conversations at most.")]
Condition = Annotated[Text, StringConstraints(max_length=8_000)]


class ReplyIn(Body):
    """An answer given often; `own` is its writer's alone.

    Places to fill: name, first_name, subject, agent; such as `{{first_name|there}}`.
    """

    model_config = example(
        name="It comes", shortcut="comes", text="Dear {{first_name|friend}}, it comes today."
    )

    name: ShortName
    shortcut: Shortcut
    text: ReplyText
    own: Switch = False


class ReplyChange(Body):
    """What to change; what is left out stays."""

    model_config = example(text="It comes tomorrow.")

    name: ShortName = Field(default="")
    shortcut: Shortcut = Field(default="")
    text: ReplyText = Field(default="")
    own: Switch = False


class ReplyOut(Answer):
    """A canned reply; `own` is its writer's alone."""

    id: UUID
    name: str
    shortcut: str
    text: str
    own: bool
    version: int


class RuleIn(Body):
    """A rule: conversations its `condition` finds go to this team, member, or whoever has the skill.

    `condition` is a filter of conversations as addresses hold it; empty, it fits all. What it marks `urgent`
    is answered in a quarter of the usual time.
    """

    model_config = example(name="Letters", condition="channel:is:email", tag="letter")

    name: ShortName
    position: Place = 1
    condition: Condition = ""
    team_id: UUID | None = None
    member_id: UUID | None = None
    skill: MaybeWord = ""
    tag: MaybeWord = ""
    urgent: Switch = False
    active: Switch = True


class RuleChange(Body):
    """What to change; what is left out stays."""

    model_config = example(active=False)

    name: ShortName = Field(default="")
    position: Place = 1
    condition: Condition = ""
    team_id: UUID | None = None
    member_id: UUID | None = None
    skill: MaybeWord = ""
    tag: MaybeWord = ""
    urgent: Switch = False
    active: Switch = True


class RuleOut(Answer):
    """A rule of routing."""

    id: UUID
    name: str
    position: int
    condition: str
    team_id: UUID | None
    member_id: UUID | None
    skill: str
    tag: str
    urgent: bool
    active: bool
    version: int


class AgentIn(Body):
    """What a member brings to the inbox; languages as ISO 639-1. One who is `away` is given nothing new."""

    model_config = example(skills=["tea"], languages=["en", "zh"], most=20, away=False)

    skills: Annotated[list[ShortWord], Field(max_length=20, default_factory=list)]
    languages: Annotated[list[Language], Field(max_length=20, default_factory=list)]
    most: Most = 20
    away: Switch = False


class AgentOut(Answer):
    """A member as routing sees them; `open` is how many open conversations they have.

    `given` says whether they are given any at all; until then `version` is 0.
    """

    member_id: UUID
    name: str
    skills: list[str]
    languages: list[str]
    most: int
    away: bool
    open: int
    given: bool
    version: int
