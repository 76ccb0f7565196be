"""Turns at the few threads that draw pages: nobody's slow pages keep all the others waiting.

A guest is the business a request turned out to be from, once one like it was answered; before that, whoever
its token, its session or its address says. Everything here runs on the event loop.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from django.conf import settings

from rapport.site.serving.messages import Scope, header

REMEMBERED = 20_000
"""Tokens and sessions whose business is kept in mind."""


class Guests:
    """Tells whose a request is before anybody has looked at it."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    def of(self, scope: Scope) -> str:
        """Return the guest of a request."""
        shown = _shown(scope)
        return self._known.get(shown, shown)

    def learn(self, scope: Scope, business: str) -> None:
        """Keep in mind which business a request turned out to be from."""
        shown = _shown(scope)
        self._known[shown] = business
        self._known.move_to_end(shown)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


class Crowd:
    """Counts who is inside: so many in all, and no guest more than half of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._by_guest: Counter[str] = Counter()

    def admits(self, guest: str) -> bool:
        """Tell whether one more of this guest may come in."""
        return self.size < self.most and self._by_guest[guest] < max(1, self.most // 2)

    @contextmanager
    def inside(self, guest: str) -> Iterator[None]:
        """Be inside while the block runs."""
        self.size += 1
        self._by_guest[guest] += 1
        try:
            yield
        finally:
            self.size -= 1
            _count_down(self._by_guest, guest)


class Turns:
    """Gives out threads: a guest has all but one at most, and who has fewest is next."""

    def __init__(self, threads: int) -> None:
        self._free = threads
        self._most = max(1, threads - 1)
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, guest: str) -> AsyncIterator[None]:
        """Wait for a thread and have it while the block runs."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(guest, deque()).append(turn)
        self._give_out()
        try:
            await turn
            yield
        finally:
            if turn.done() and not turn.cancelled():
                self._free += 1
                _count_down(self._running, guest)
            else:
                turn.cancel()
            self._give_out()

    def _give_out(self) -> None:
        while self._free and (guest := self._next()) is not None:
            turns = self._waiting[guest]
            turn = turns.popleft()
            if turns:
                self._waiting.move_to_end(guest)
            else:
                del self._waiting[guest]
            if not turn.cancelled():
                self._free -= 1
                self._running[guest] += 1
                turn.set_result(None)

    def _next(self) -> str | None:
        able = [guest for guest in self._waiting if self._running[guest] < self._most]
        return min(able, key=lambda guest: self._running[guest], default=None)


def _count_down(counts: Counter[str], guest: str) -> None:
    counts[guest] -= 1
    if not counts[guest]:
        del counts[guest]


def _shown(scope: Scope) -> str:
    token = header(scope, b"authorization")
    if token is not None:
        return token.decode("latin1")
    name = f"{settings.SESSION_COOKIE_NAME}="
    cookies = (header(scope, b"cookie") or b"").decode("latin1").split(";")
    session = next((one.strip() for one in cookies if one.strip().startswith(name)), None)
    return session or str((scope.get("client") or ("",))[0])
