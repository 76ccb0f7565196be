"""Which kinds of work there are, and which come round by themselves; rooms register when the house starts."""

from collections.abc import Callable

from rapport.kernel.jobs.contracts import Handler, JobKind, Lane, Round

_kinds: dict[str, JobKind] = {}
_rounds: dict[str, Round] = {}
SHORTEST_ROUND = 60


def register_job(
    kind: str,
    function: Handler,
    *,
    title: Callable[[], str] | None = None,
    lane: Lane = "long",
    attempts: int = 5,
) -> None:
    """Have `function` run the jobs of a kind (`import.orders`).

    `title` names the work in the reader's language. Lane `quick` is for what ends within seconds, so that
    an hour's import never stands before it; lane `calls` for what waits for strangers' servers. A run that
    fails unexpectedly is tried again up to `attempts` times with growing pauses; a `RapportError` is an
    answer, not an accident, and ends the job at once. Raises ValueError when another function has the kind.
    """
    known = _kinds.get(kind)
    if known is not None and known.handler is not function:
        raise ValueError(f"Two functions want to run the jobs {kind}.")
    _kinds[kind] = JobKind(kind, function, title or (lambda: kind), lane, attempts)


def every(kind: str, seconds: int, *, rest: int = 0) -> None:
    """Have a job of this kind enqueued for each active business once in so many seconds (60 or more).

    A worker lets the first `rest` seconds of its life pass before: heavy rounds shall not stand before what
    somebody does right after the start.
    """
    if seconds < SHORTEST_ROUND:
        raise ValueError(f"{kind} would come round more often than each minute.")
    _rounds[kind] = Round(seconds, rest)


def find_kind(kind: str) -> JobKind | None:
    """Return a registered kind."""
    return _kinds.get(kind)


def title_of(kind: str) -> str:
    """Return what the interface calls a kind; kinds no room has any more keep their bare name."""
    known = _kinds.get(kind)
    return known.title() if known else kind


def list_rounds() -> list[tuple[JobKind, Round]]:
    """Return what comes round, and how often."""
    return [(_kinds[kind], how) for kind, how in sorted(_rounds.items()) if kind in _kinds]
