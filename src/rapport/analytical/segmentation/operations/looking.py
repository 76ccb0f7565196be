"""Look for groups in the data: read, scale, choose, and keep what was found for somebody to approve."""

import hashlib
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.rules.grouping.choosing import Choice, choose
from rapport.analytical.segmentation.rules.grouping.features import learn_scales, measure, scale
from rapport.analytical.segmentation.rules.grouping.profiles import write_profiles
from rapport.analytical.value.api.learning import read_measures
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.work.api import unit_of_work

SEED = 7
METHOD_VERSION = 1
"""Raised when the features or the choice change: figures of other versions are not to be compared."""


def find_groups(*, actor: Actor, progress: Progress | None = None, seed: int = SEED) -> Grouping:
    """Look for groups among everybody who bought; returns what was found, or the refusal, kept either way.

    The data is read in one transaction and what came of it written in another; in between nothing is held,
    and the run may be cancelled. The same data and seed give the same groups.
    """
    with unit_of_work(actor) as work:
        rows = read_measures()
        row = Grouping(as_of=work.now, customers=len(rows), seed=seed, code_version=_name_code())
    _learn(row, rows, progress or Progress())
    with unit_of_work(actor):
        newest = Grouping.objects.select_for_update().order_by("-number").first()
        row.number = newest.number + 1 if newest else 1
        row.save()
    return row


def _learn(row: Grouping, rows: NDArray[Any], progress: Progress) -> None:
    """Choose the groups and write what they are, and what they were learnt from, onto the row."""

    def step(done: int, total: int) -> None:
        progress.raise_if_cancelled()
        progress.report(done, total, _("Comparing numbers of groups"))

    features = measure(rows, row.as_of.timestamp())
    scales = learn_scales(features)
    points = scale(features, scales) if scales else np.zeros((len(rows), 0))
    digest = hashlib.sha256(np.ascontiguousarray(points).tobytes()).hexdigest()
    row.snapshot = {"digest": digest, "features": [asdict(one) for one in scales]}
    choice = choose(points, row.seed, step)
    if not isinstance(choice, Choice):
        row.state, row.refusal = Grouping.State.REFUSED, str(choice)
        return
    labels = choice.groups.assign(points)
    profiles = write_profiles(features, points, scales, labels, rows["gross_minor"].astype(np.float64))
    row.state = Grouping.State.PROPOSED
    row.method, row.clusters = choice.groups.method, len(choice.groups.centres)
    row.parameters = choice.groups.write()
    row.curve = [asdict(one) for one in choice.curve]
    row.profiles = [asdict(one) for one in profiles]


def _name_code() -> str:
    return f"{METHOD_VERSION}, scikit-learn {version('scikit-learn')}"
