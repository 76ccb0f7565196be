"""Learn what to recommend: compare models on the time held out, keep the best one's lists for reading."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from threadpoolctl import threadpool_limits

from rapport.analytical.recommendation import events
from rapport.analytical.recommendation.contracts import BasketSource, Goods, Refusal
from rapport.analytical.recommendation.models import RecommenderVersion
from rapport.analytical.recommendation.operations.reading import Known, day_of, load_known
from rapport.analytical.recommendation.operations.writing import take_turn, write_habits, write_learnt
from rapport.analytical.recommendation.queries.sources import find_basket_source, find_goods_source
from rapport.analytical.recommendation.rules.learning.choosing import Choice, Tell, choose
from rapport.analytical.recommendation.rules.learning.recipes import POPULAR, TOGETHER, Recipe
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import Progress
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

SEED = 20_190_508
"""Whatever is drawn is drawn from it: the same purchases give the same version."""


@dataclass(frozen=True)
class Read:
    """What was bought, what may be sold now, and how lists are made so far."""

    known: Known
    offered: Sequence[Goods]
    held: Recipe | None


def learn_recommendations(*, actor: Actor, progress: Progress | None = None) -> UUID | None:
    """Compare models, keep what was learnt as a version, and make everybody's lists; returns the version.

    A version takes over by itself unless a member chose the one in use, by whose recipe lists are then made.
    None while no room sells anything. What was bought is read in one transaction and lists are written in
    another; in between nothing is held. Safe to run again.
    """
    source = find_basket_source()
    if source is None:
        return None
    progress = progress or Progress()
    progress.report(0, None, _("Reading purchases"))
    read = _read(source, actor)
    progress.raise_if_cancelled()
    progress.report(0, None, _("Comparing models on the time held out"))
    with threadpool_limits(1):  # the other cores are the pages'; and one thread adds up in one order
        choice = choose(read.known.kept, seed=SEED, tell=_teller(progress))
        recipe = read.held or (choice.recipe if choice else POPULAR)
        matrix = read.known.kept.matrix()
        model = recipe.fit(matrix, SEED)
        ties = model.find_ties()
        ties = TOGETHER.fit(matrix, SEED).find_ties() if ties is None else ties
        progress.raise_if_cancelled()
        progress.report(progress.done, progress.total, _("Writing everybody's lists"))
        with unit_of_work(actor) as work, connection.cursor() as cursor:
            take_turn(cursor, actor.tenant_id)
            version = _write_version(read, choice, work.now)
            write_learnt(cursor, read.known, model, ties, read.offered)
            _record(version, work)
    return version.id


def _read(source: BasketSource, actor: Actor) -> Read:
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        take_turn(cursor, actor.tenant_id)
        tenant, goods = get_own_tenant(actor.tenant_id), find_goods_source()
        known = load_known(cursor, source, tenant=tenant, now=work.now)
        offered = goods.list_offered() if goods else ()
        write_habits(cursor, [one.id for one in offered], tenant=tenant, now=work.now)
        held = RecommenderVersion.objects.filter(live=True, chosen_by__isnull=False).first()
        return Read(known, offered, Recipe(held.model, held.parameters) if held else None)


def _teller(progress: Progress) -> Tell:
    def tell(done: int, total: int) -> None:
        progress.raise_if_cancelled()
        progress.report(done, total)

    return tell


def _write_version(read: Read, choice: Choice | None, now: datetime) -> RecommenderVersion:
    known, recipe = read.known, choice.recipe if choice else POPULAR
    first, last = known.days
    refusal = "" if choice else str(Refusal.FEW if len(known.products) else Refusal.NOTHING)
    if read.held is None:
        RecommenderVersion.objects.filter(live=True).update(live=False)
    return RecommenderVersion.objects.create(
        learnt_at=now,
        model=recipe.kind,
        parameters=dict(recipe.parameters),
        seed=SEED,
        refusal=refusal,
        first_day=first,
        cut_day=day_of(choice.cut_day) if choice else None,
        last_day=last,
        customers=len(known.customers),
        products=len(known.products),
        bought=len(known.kept.day),
        asked=choice.customers if choice else 0,
        judged=[asdict(one) for one in choice.judged] if choice else [],
        live=read.held is None,
    )


def _record(version: RecommenderVersion, work: Work) -> None:
    found = {one["recipe"]["kind"]: one["ndcg"]["mean"] for one in version.judged}
    work.record(
        events.RecommendationsLearnt(
            version_id=version.id,
            model=version.model,
            refusal=version.refusal,
            customers=version.customers,
            products=version.products,
            ndcg=found.get(version.model),
            popular_ndcg=found.get(POPULAR.kind),
            live=version.live,
            learnt_at=version.learnt_at,
        )
    )
