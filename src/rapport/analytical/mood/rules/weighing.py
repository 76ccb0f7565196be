"""A model that was learnt, as arrays: probabilities of labels from what is seen in texts."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from scipy.special import expit

from rapport.analytical.mood.rules.features import count_features
from rapport.analytical.mood.rules.lexicon.feeling import feel_by_words

FEELINGS = 2


@dataclass(frozen=True)
class Seen:
    """Texts as numbers: counted features, and what words alone say of them (happy, unhappy)."""

    features: csr_matrix
    feelings: Any

    @classmethod
    def of(cls, texts: Sequence[str], language: str) -> "Seen":
        """Look at clean texts."""
        return cls.beside([feel_by_words(text, language) for text in texts], texts, language)

    @classmethod
    def beside(cls, scores: Sequence[float], texts: Sequence[str], language: str) -> "Seen":
        """Look at clean texts of which it is known already what words alone say."""
        said = np.array(scores, np.float32)
        beside = np.stack((np.maximum(said, 0), np.maximum(-said, 0)), axis=1)
        return cls(count_features(texts, language), beside)

    def some(self, rows: Any) -> "Seen":
        """Return some of the texts."""
        return Seen(self.features[rows], self.feelings[rows])


@dataclass(frozen=True)
class TextModel:
    """Weights of each label over the columns that told something, and over what words alone say (the last
    two): kept as plain arrays."""

    language: str
    labels: tuple[str, ...]
    columns: Any
    rarity: Any
    weights: Any
    levels: Any

    def score(self, seen: Seen) -> Any:
        """Return the probability of each label (columns) for each text (rows)."""

        own = norm_rows(seen.features[:, self.columns], self.rarity)
        counted = own @ self.weights[:, :-FEELINGS].T + seen.feelings @ self.weights[:, -FEELINGS:].T
        odds = expit(counted + self.levels)
        return odds / np.maximum(odds.sum(axis=1, keepdims=True), 1e-12)

    def dump(self) -> bytes:
        """Return it as the bytes of plain arrays."""

        kept = io.BytesIO()
        np.savez_compressed(
            kept, columns=self.columns, rarity=self.rarity, weights=self.weights, levels=self.levels
        )
        return kept.getvalue()

    @classmethod
    def load(cls, content: bytes, *, language: str, labels: Sequence[str]) -> "TextModel":
        """Read what `dump` wrote; nothing in it is run. Raises ValueError for anything else."""

        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            return cls(
                language,
                tuple(labels),
                *(kept[name] for name in ("columns", "rarity", "weights", "levels")),
            )


def best_of(model: TextModel, seen: Seen) -> list[tuple[str, Mapping[str, float]]]:
    """Return the likeliest label of each text, with the probability of every label."""
    scores = model.score(seen)
    best = scores.argmax(axis=1).tolist()
    return [
        (model.labels[likeliest], dict(zip(model.labels, row, strict=True)))
        for likeliest, row in zip(best, scores.tolist(), strict=True)
    ]


def norm_rows(own: csr_matrix, rarity: Any) -> csr_matrix:
    """Weight columns by how rare they are, and bring every row to length one."""

    weighted = own.multiply(rarity[None, :]).tocsr()
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    length[length == 0] = 1
    return (diags(1 / length) @ weighted).tocsr()
