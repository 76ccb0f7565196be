"""What every door raises when it will not let something pass."""

from typing import ClassVar

from rapport.kernel.errors import Invalid


class Refused(Invalid):
    """The door stays shut; `code` says which limit or rule, `message` says it to a person."""

    kind: ClassVar[str] = "refused"
