"""How likely customers are to stay silent: the probability of buying nothing, by rates and drop-out alone."""

from rapport.analytical.value.rules.potential.bg_nbd import BgNbd
from rapport.analytical.value.rules.potential.histories import WEEK, Floats, Histories

FEWEST_CAME_BACK = 30
MOST = 50_000
"""So many customers, every so many-th of them, tell the rates of all: more move no digit that counts."""


def guess_silence(first: Floats, last: Floats, days: Floats, *, upto: int, weeks: float) -> Floats | None:
    """Return each customer's probability of buying nothing within `weeks` after day `upto`.

    `first` and `last` are the days of the first and last purchase, `days` on how many they bought. BG/NBD is
    fitted to these customers alone; None where its likelihood has no peak, or too few ever came back.
    """
    if int((days > 1).sum()) < FEWEST_CAME_BACK:
        return None
    histories = Histories.of(days - 1.0, (last - first) / WEEK, (upto - first) / WEEK)
    model = BgNbd.fit(histories.part(slice(None, None, -(-len(histories) // MOST))))
    return model.stay_silent(histories, weeks) if model.maximum.found else None
