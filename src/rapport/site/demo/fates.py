"""What becomes of an order: paid, packed, shipped, delivered; some are cancelled, some things come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from rapport.site.demo.habits import Habit
from rapport.site.demo.records import OrderLine, Return

REASONS = ("damaged", "not as described", "too late", "changed my mind", "wrong item")
CANCELLED, UNPAID, ALL_BACK = 0.035, 0.3, 0.25
SENT_BACK = timedelta(days=14)


@dataclass(slots=True)
class Fate:
    """Draws what becomes of orders up to now."""

    random: Random
    now: datetime

    def live_on(self, at: datetime, *, bulk: bool) -> tuple[tuple[str, datetime], ...]:
        """Return the steps an order took; businesses pay an invoice after they have the goods."""
        steps = [("placed", at)]
        if self.random.random() < CANCELLED:
            steps += self._fall_through(at)
        else:
            paid = at + timedelta(minutes=self.random.randrange(1, 600))
            packed = paid + timedelta(hours=self.random.randrange(2, 30))
            shipped = packed + timedelta(hours=self.random.randrange(1, 30))
            delivered = shipped + timedelta(hours=self.random.randrange(20, 140))
            late = delivered + timedelta(days=self.random.randrange(3, 25))
            steps += [("paid", paid)] if not bulk else []
            steps += [("packed", packed), ("shipped", shipped), ("delivered", delivered)]
            steps += [("completed", late)] if bulk else []
        return tuple(step for step in steps if step[1] <= self.now) or (("placed", at),)

    def _fall_through(self, at: datetime) -> list[tuple[str, datetime]]:
        """Some are never paid, some are paid and cancelled before they are packed."""
        if self.random.random() < UNPAID:
            return [("cancelled", at + timedelta(hours=self.random.randrange(30, 90)))]
        paid = at + timedelta(minutes=self.random.randrange(1, 600))
        return [("paid", paid), ("cancelled", paid + timedelta(hours=self.random.randrange(1, 20)))]

    def send_back(
        self, lines: Sequence[OrderLine], habit: Habit, history: Sequence[tuple[str, datetime]]
    ) -> tuple[Return, ...]:
        """Return what comes back of a delivered order within two weeks; now and then all of it."""
        status, at = history[-1]
        back = at + timedelta(seconds=round(SENT_BACK.total_seconds() * (0.1 + 0.9 * self.random.random())))
        if status != "delivered" or back > self.now or self.random.random() > habit.returning:
            return ()
        reason = self.random.choice(REASONS)
        money = back + timedelta(hours=self.random.randrange(3, 70))
        paid = any(step == "paid" for step, _ in history)
        refunded = money if paid and money <= self.now else None
        if self.random.random() < ALL_BACK:
            return tuple(
                Return(place, line.quantity, back, reason, refunded) for place, line in enumerate(lines)
            )
        place = self.random.randrange(len(lines))
        return (Return(place, self.random.randint(1, lines[place].quantity), back, reason, refunded),)


def close(
    history: tuple[tuple[str, datetime], ...], lines: Sequence[OrderLine], returns: Sequence[Return]
) -> tuple[tuple[str, datetime], ...]:
    """Return the history with its end where everything came back: returned, and refunded once it was."""
    if not returns or sum(back.quantity for back in returns) < sum(line.quantity for line in lines):
        return history
    refunded = [("refunded", back.refunded_at) for back in returns[-1:] if back.refunded_at]
    return (*history, ("returned", returns[-1].at), *refunded)
