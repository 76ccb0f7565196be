"""Texts as rows of numbers: counts of hashed character runs and words, for whole batches at once.

Hashes are our own and the same on every machine, so that what was learnt on one is read on another.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix

BITS = 18
WIDTH = 1 << BITS
RUNS = {"zh": (1, 2), "en": (3, 5)}
"""Shortest and longest run of characters that counts, by language."""
_STEP, _SPREAD = 1_000_003, 0x9E3779B97F4A7C15
_WORD = re.compile(r"[a-z0-9']+|[!?]")


def count_features(texts: Sequence[str], language: str) -> csr_matrix:
    """Return a row of 1 + log counts for each clean text, `WIDTH` columns wide."""
    lowered = [f" {text.lower()} " for text in texts]
    keys = _hash_runs(lowered, *RUNS[language])
    if language == "en":
        keys.append(_hash_words(lowered))
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    values = (1 + np.log(counts)).astype(np.float32)
    return csr_matrix((values, (found // WIDTH, found % WIDTH)), shape=(len(texts), WIDTH))


def _hash_runs(texts: Sequence[str], shortest: int, longest: int) -> list[Any]:
    """Hash every run of characters within one text, all texts side by side in one array."""
    joined = "\0".join(text.replace("\0", " ") for text in texts) + "\0"
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    ends = codes == 0
    owner = (np.cumsum(ends) - ends).astype(np.int64)
    value, whole, keys = np.zeros(len(codes), np.uint64), np.ones(len(codes), np.bool_), []
    for length in range(1, longest + 1):
        last = max(len(codes) - length + 1, 0)
        value = value[:last] * np.uint64(_STEP) + codes[length - 1 : length - 1 + last] + np.uint64(1)
        whole = whole[:last] & ~ends[length - 1 : length - 1 + last]
        if length >= shortest:
            spread = (value[whole] * np.uint64(_SPREAD)) >> np.uint64(64 - BITS)
            keys.append(owner[:last][whole] * WIDTH + spread.astype(np.int64))
    return keys


def _hash_words(texts: Sequence[str]) -> Any:
    """Hash every word and every two that follow each other."""
    keys = []
    for row, text in enumerate(texts):
        words = _WORD.findall(text)
        pairs = [f"{one} {other}" for one, other in pairwise(words)]
        keys += [row * WIDTH + (crc32(token.encode()) & (WIDTH - 1)) for token in words + pairs]
    return np.array(keys, np.int64)
