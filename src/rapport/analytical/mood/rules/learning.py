"""From labelled texts to a model with its error: logistic regressions on weighted features.

Features are weighted by how rare they are and by the logarithm of their odds in and outside a class (Wang and
Manning 2012, "Baselines and Bigrams"), a class against all others. Folds are drawn by a seed; weights are
learnt within each fold, so that nothing of the held out texts leaks.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from rapport.analytical.mood.contracts import LabelError, ReadingErrors, Refusal
from rapport.analytical.mood.rules.weighing import FEELINGS, Seen, TextModel, norm_rows

SEED, FOLDS, STRENGTH = 6, 5, 4.0
BASE = 0.5
LEAST_TEXTS, LEAST_LABEL = 40, 8
MOST_TEXTS = 60_000


@dataclass(frozen=True)
class LearntModel:
    """What was learnt, with its error on texts held out."""

    model: TextModel
    errors: ReadingErrors


def learn(
    texts: Sequence[str],
    labels: Sequence[str],
    language: str,
    *,
    by_words: Callable[[str], str],
    report: Callable[[int], None] = lambda _fold: None,
) -> LearntModel | Refusal:
    """Learn a label for clean texts, or say why not; `by_words` is the reading by words to be beaten.

    Labels with fewer than eight texts are left out. Refused where what is learnt reads texts held out no
    better than the most frequent label, or than words alone.
    """

    counted = Counter(labels)
    kept = [index for index, label in enumerate(labels) if counted[label] >= LEAST_LABEL]
    if len({labels[index] for index in kept}) < 2:
        return Refusal.ONE_CLASS
    if len(kept) < LEAST_TEXTS:
        return Refusal.FEW
    seen = Seen.of([texts[index] for index in kept], language)
    names, owner = np.unique(np.array([labels[index] for index in kept]), return_inverse=True)
    guessed = np.zeros(len(kept), np.int64)
    for fold, held in enumerate(draw_folds(owner)):
        report(fold)
        taught = np.setdiff1d(np.arange(len(kept)), held)
        model = fit(seen.some(taught), owner[taught], language, [str(one) for one in names])
        guessed[held] = model.score(seen.some(held)).argmax(axis=1)
    said = [by_words(texts[index]) for index in kept]
    right = [labels[index] for index in kept]
    errors = measure(right, [str(names[one]) for one in guessed], said)
    if errors.accuracy <= max(errors.majority, errors.by_words):
        return Refusal.NO_BETTER
    return LearntModel(fit(seen, owner, language, [str(one) for one in names]), errors)


def draw_folds(owner: Any, seed: int = SEED) -> list[Any]:
    """Return the rows of each fold, every label spread evenly over them."""

    draw, fold_of = np.random.default_rng(seed), np.zeros(len(owner), np.int64)
    for label in np.unique(owner):
        rows = draw.permutation(np.flatnonzero(owner == label))
        fold_of[rows] = np.arange(len(rows)) % FOLDS
    return [np.flatnonzero(fold_of == fold) for fold in range(FOLDS)]


def fit(seen: Seen, owner: Any, language: str, names: Sequence[str]) -> TextModel:
    """Learn each label against all others."""

    features = seen.features
    there = np.bincount(features.indices, minlength=features.shape[1])
    columns = np.flatnonzero(there >= 2)
    rarity = np.log((1 + features.shape[0]) / (1 + there[columns])) + 1
    own = features[:, columns]
    present = own.copy()
    present.data = np.ones_like(present.data)
    normed = norm_rows(own, rarity)
    classes = range(len(names)) if len(names) > 2 else [1]
    weights, levels = [], []
    for label in classes:
        inside = owner == label
        most = BASE + np.abs(_log_odds(present, inside))
        learner = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200, random_state=SEED)
        weighted = normed.multiply(most[None, :])
        learner.fit(hstack((weighted, csr_matrix(seen.feelings)), format="csr"), inside)
        weights.append((learner.coef_[0] * np.append(most, (1.0,) * FEELINGS)).astype(np.float32))
        levels.append(float(learner.intercept_[0]))
    if len(names) == 2:
        weights, levels = [-weights[0], weights[0]], [-levels[0], levels[0]]
    return TextModel(
        language,
        tuple(names),
        columns.astype(np.int32),
        rarity.astype(np.float32),
        np.array(weights),
        np.array(levels, np.float32),
    )


def measure(right: Sequence[str], guessed: Sequence[str], by_words: Sequence[str]) -> ReadingErrors:
    """Compare guesses with what is right: accuracy, mean F1 of the labels, and both baselines."""
    counted = Counter(right)
    each = []
    for label, texts in sorted(counted.items()):
        hit = sum(one == two == label for one, two in zip(right, guessed, strict=True))
        said = sum(one == label for one in guessed)
        f1 = 2 * hit / (texts + said) if texts + said else 0.0
        each.append(LabelError(label, texts, hit / said if said else 0.0, hit / texts, f1))
    return ReadingErrors(
        texts=len(right),
        accuracy=_share(right, guessed),
        macro_f1=sum(one.f1 for one in each) / len(each),
        majority=max(counted.values()) / len(right),
        by_words=_share(right, by_words),
        labels=tuple(each),
    )


def digest(pairs: Sequence[tuple[str, str]]) -> str:
    """Return a fingerprint (SHA-256) of texts with their labels, whatever their order."""
    found = hashlib.sha256()
    for text, label in sorted(pairs):
        found.update(f"{label}\0{text}\0".encode("utf-8", "replace"))
    return found.hexdigest()


def _log_odds(present: csr_matrix, inside: Any) -> Any:
    """Return the logarithm of how much more often each column is there inside a label than outside."""

    within = 1 + np.asarray(present[inside].sum(axis=0)).ravel()
    without = 1 + np.asarray(present[~inside].sum(axis=0)).ravel()
    return np.log((within / within.sum()) / (without / without.sum()))


def _share(right: Sequence[str], guessed: Sequence[str]) -> float:
    return sum(one == other for one, other in zip(right, guessed, strict=True)) / len(right)
