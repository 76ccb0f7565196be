"""Who bought what on which day, as columns and as the sparse matrix models learn from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
LONGEST = 500
"""So many products of one customer are learnt from, the newest: who resells everything would tie all to
all."""


@dataclass(frozen=True)
class Bought:
    """Three columns of one length. Products are numbered by how many bought them, the most bought first, so
    that the lower number decides between equals whatever ids they carry."""

    customer: Ints
    product: Ints
    day: Ints
    customers: int
    products: int

    def before(self, day: int) -> "Bought":
        """Return what was bought before a day."""
        return self._where(self.day < day)

    def between(self, first: int, end: int) -> "Bought":
        """Return what was bought from a day on and before another."""
        return self._where((self.day >= first) & (self.day < end))

    def matrix(self) -> Any:
        """Return customers by products: one where somebody bought it, however often."""
        order = np.lexsort((self.product, -self.day, self.customer))
        customer, product = self.customer[order], self.product[order]
        first = np.unique(customer * self.products + product, return_index=True)[1]
        first.sort()
        customer, product = customer[first], product[first]
        starts = np.searchsorted(customer, np.arange(self.customers))
        newest = np.arange(len(customer)) - starts[customer] < LONGEST
        shape = (self.customers, self.products)
        ones = np.ones(int(newest.sum()), np.float32)
        made = csr_matrix((ones, (customer[newest], product[newest])), shape)
        made.sort_indices()
        return made

    def _where(self, chosen: NDArray[np.bool_]) -> "Bought":
        columns = (self.customer[chosen], self.product[chosen], self.day[chosen])
        return Bought(*columns, self.customers, self.products)
