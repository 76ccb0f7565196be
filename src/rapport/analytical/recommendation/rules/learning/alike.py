"""Products nobody bought yet, tied to those that were by their category, price and words of the name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from scipy.sparse import csr_matrix

from rapport.analytical.recommendation.contracts.sources import Goods
from rapport.analytical.recommendation.rules.learning.purchases import Floats
from rapport.analytical.recommendation.rules.learning.together import keep_strongest

MOST_TIES = 10


@dataclass(frozen=True)
class Alike:
    """A model by what products are: as much as was bought that a product nobody bought yet is like."""

    kind: ClassVar[str] = "alike"
    ties: Any

    def score(self, history: Any) -> Floats:
        """Return the sum of the ties from what was bought; nothing in common is no score."""
        scores = np.asarray((history @ self.ties).toarray(), np.float32)
        return np.where(scores > 0, scores, -np.inf).astype(np.float32)

    def find_ties(self) -> Any | None:
        """Return the ties themselves."""
        return self.ties


_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]{2,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def tie_alike(new: Sequence[Goods], known: Sequence[Goods]) -> Any:
    """Return how alike each new product is to each known one (cosine, 0 to 1), its closest ten."""
    rows = [Counter(read_features(one)) for one in (*new, *known)]
    names = {name: place for place, name in enumerate(sorted({name for row in rows for name in row}))}
    counts = np.array([len(row) for row in rows], np.int64)
    columns = np.array([names[name] for row in rows for name in row], np.int64)
    where = np.repeat(np.arange(len(rows)), counts)
    common = np.bincount(columns, minlength=len(names))
    rare = np.log1p(len(rows) / np.maximum(common, 1))[columns]
    length = np.sqrt(np.bincount(where, rare * rare, len(rows)))[where]
    features = csr_matrix((rare / np.maximum(length, 1e-12), (where, columns)), (len(rows), len(names)))
    return keep_strongest((features[: len(new)] @ features[len(new) :].T).tocsr(), MOST_TIES)


def read_features(goods: Goods) -> Iterator[str]:
    """Yield what a product is like: its category, the doubling of price within it, words of European names,
    and pairs of Chinese characters, which stand for words without a dictionary."""
    if goods.category_id is not None:
        yield f"category {goods.category_id}"
        if goods.price > 0:
            band = int(np.floor(np.log2(float(goods.price))))
            yield f"category {goods.category_id} price {goods.currency} {band}"
    name = goods.name.casefold()
    yield from _WORD.findall(name)
    for run in _CHINESE.findall(name):
        yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
