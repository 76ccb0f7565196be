"""How likely customers are to stay silent: the probability of buying nothing, by rates and drop-out alone."""

import numpy as np

from rapport.analytical.value.rules.potential.bg_nbd import BgNbd
from rapport.analytical.value.rules.potential.histories import WEEK, Floats, Histories

FEWEST_CAME_BACK = 30


def guess_silence(first: Floats, last: Floats, days: Floats, *, upto: int, weeks: float) -> Floats | None:
    """Return each customer's probability of buying nothing within `weeks` after day `upto`.

    `first` and `last` are the days of the first and last purchase, `days` on how many they bought. BG/NBD is
    fitted to these customers alone; None where its likelihood has no peak, or too few ever came back.
    """
    if int((days > 1).sum()) < FEWEST_CAME_BACK:
        return None
    histories = Histories.of(days - 1.0, (last - first) / WEEK, (upto - first) / WEEK)
    model = BgNbd.fit(histories)
    if not model.maximum.found:
        return None
    return np.concatenate([model.look_ahead(part, weeks).none for part in histories.parts()])
