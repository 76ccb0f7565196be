"""Background work: done once, in turn, with its creator's rights, and ended when somebody asks."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Conflict, Invalid, Missing, Upstream
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs import claims, registry, watch, worker
from rapport.kernel.jobs.api import (
    JobRun,
    JobSummary,
    cancel_job,
    enqueue,
    every,
    get_job,
    register_job,
    run_next,
)
from rapport.kernel.jobs.models import Job
from rapport.kernel.jobs.worker import keep_house
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture(autouse=True)
def no_other_jobs(transactional_db: None) -> Iterator[None]:
    """Take neither kinds nor waiting jobs from other tests, and leave them none."""
    kinds, rounds = dict(registry._kinds), dict(registry._rounds)
    registry._rounds.clear()
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate job, procrastinate_jobs cascade")
        # Rounds come for every business there is: those of earlier tests would have thousands run.
        cursor.execute("update tenant set status = 'suspended' where status = 'active'")
    yield
    registry._kinds.clear()
    registry._kinds.update(kinds)
    registry._rounds.clear()
    registry._rounds.update(rounds)
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate job, procrastinate_jobs cascade")


def read(shop: Shop, job_id: UUID) -> JobSummary:
    with as_tenant(shop.tenant_id):
        return get_job(job_id, actor=system_actor(shop.tenant_id))


def work(function: Callable[[JobRun], Any], shop: Shop, **values: Any) -> JobSummary:
    register_job("test.work", function, **values)
    job_id = enqueue("test.work", {"ids": [1]}, actor=shop.actor)
    assert run_next("long")
    return read(shop, job_id)


class TestRun:
    def test_ends_with_its_result_and_progress(self, shop: Shop) -> None:
        def count(run: JobRun) -> dict[str, int]:
            assert (run.actor.member_id, run.attempt) == (shop.actor.member_id, 1)
            run.progress.report(3, 4, "counting")
            return {"seen": len(run.args["ids"])}

        job = work(count, shop)
        assert (job.state, job.result, job.done, job.total) == ("done", {"seen": 1}, 3, 4)
        assert job.rate

    def test_tells_the_words_of_a_refusal_and_is_not_tried_again(self, shop: Shop) -> None:
        def refuse(run: JobRun) -> None:
            raise Invalid("The file has no columns.")

        job = work(refuse, shop)
        assert (job.state, job.error) == ("failed", "The file has no columns.")

    @pytest.mark.parametrize("error", [ZeroDivisionError("secret"), Upstream("The bank does not answer.")])
    def test_is_tried_again_after_an_accident(self, shop: Shop, error: Exception) -> None:
        def fail(run: JobRun) -> None:
            raise error

        job = work(fail, shop, attempts=2)
        assert (job.state, job.attempt) == ("queued", 1)
        assert "secret" not in job.error
        assert not run_next("long")
        with as_tenant(shop.tenant_id):
            Job.objects.filter(id=job.id).update(due_at=job.created_at)
        assert run_next("long")
        assert read(shop, job.id).state == "failed"

    def test_has_no_more_rights_than_its_creator_has_now(self, shop: Shop) -> None:
        register_job("test.work", lambda run: None)
        job_id = enqueue("test.work", {}, actor=shop.actor)
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("update member set status = 'suspended' where id = %s", [shop.actor.member_id])
        assert run_next("long")
        assert read(shop, job_id).state == "failed"


class TestEnqueue:
    def test_leaves_nothing_when_the_change_is_rolled_back(self, shop: Shop) -> None:
        register_job("test.work", lambda run: None)
        with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
            enqueue("test.work", {}, actor=shop.actor)
            _ = 1 / 0
        assert not run_next("long")
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from procrastinate_jobs")
            assert cursor.fetchone() == (0,)

    def test_gives_the_waiting_job_of_the_same_key(self, shop: Shop) -> None:
        register_job("test.work", lambda run: None)
        first = enqueue("test.work", {}, actor=shop.actor, key="worth")
        assert enqueue("test.work", {}, actor=shop.actor, key="worth") == first
        assert run_next("long")
        assert enqueue("test.work", {}, actor=shop.actor, key="worth") != first

    def test_knows_no_kind_nobody_registered(self, shop: Shop) -> None:
        with pytest.raises(LookupError):
            enqueue("test.nobody", {}, actor=shop.actor)


def test_tenants_take_turns(shop: Shop, other_shop: Shop) -> None:
    served: list[UUID] = []
    register_job("test.work", lambda run: served.append(run.tenant_id))
    for _ in range(3):
        enqueue("test.work", {}, actor=shop.actor)
    enqueue("test.work", {}, actor=other_shop.actor)
    while run_next("long"):
        pass
    assert served.index(other_shop.tenant_id) <= 1


class TestCancel:
    def test_ends_a_waiting_job_at_once(self, shop: Shop) -> None:
        register_job("test.work", lambda run: None)
        job_id = enqueue("test.work", {}, actor=shop.actor)
        assert cancel_job(job_id, actor=shop.actor).state == "cancelled"
        assert not run_next("long")
        with pytest.raises(Conflict):
            cancel_job(job_id, actor=shop.actor)

    def test_ends_a_running_job_at_its_next_safe_point(self, shop: Shop) -> None:
        def long(run: JobRun) -> None:
            cancel_job(run.job_id, actor=shop.actor)
            watch.look_once(time.monotonic() + 60)
            run.progress.raise_if_cancelled()

        assert work(long, shop).state == "cancelled"

    def test_reaches_a_job_claimed_before_the_worker_stopped_and_begun_after(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(watch, "_watcher", watch._Watcher())
        watch.interrupt_all()
        job = work(lambda run: run.progress.raise_if_cancelled(), shop)
        assert (job.state, job.attempt) == ("queued", 0)

    def test_of_a_strangers_job_finds_none(self, shop: Shop, other_shop: Shop) -> None:
        register_job("test.work", lambda run: None)
        job_id = enqueue("test.work", {}, actor=shop.actor)
        with pytest.raises(Missing):
            cancel_job(job_id, actor=other_shop.actor)


class TestRecovery:
    def test_takes_back_what_a_dead_worker_held(self, shop: Shop) -> None:
        register_job("test.work", lambda run: {"ok": True})
        job_id = enqueue("test.work", {}, actor=shop.actor)
        lost = claims.claim_next("long", "dead")
        assert lost is not None
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("update job set heartbeat_at = now() - interval '1h' where id = %s", [job_id])
        keep_house()
        while run_next("long"):
            pass
        job = read(shop, job_id)
        assert (job.state, job.attempt) == ("done", 2)
        assert not claims.finish(lost, "failed", claims.Reading(0, None, None, ""))
        assert read(shop, job_id).state == "done"

    def test_puts_the_tickets_that_are_missing(self, shop: Shop) -> None:
        register_job("test.work", lambda run: None)
        enqueue("test.work", {}, actor=shop.actor)
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs")
        assert claims.count_missing_tickets("long") == 1
        keep_house()
        assert claims.count_missing_tickets("long") == 0


def test_a_round_comes_once_a_slot_for_each_business(shop: Shop, other_shop: Shop) -> None:
    served: list[UUID] = []
    register_job("test.round", lambda run: served.append(run.tenant_id))
    every("test.round", 3600)
    keep_house()
    keep_house()
    while run_next("long"):
        pass
    assert served.count(shop.tenant_id) == served.count(other_shop.tenant_id) == 1


def test_a_heavy_round_lets_a_new_worker_rest_first(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[UUID] = []
    register_job("test.heavy", lambda run: served.append(run.tenant_id))
    every("test.heavy", 3600, rest=300)
    for age, times in ((290, 0), (310, 1)):
        monkeypatch.setattr(worker, "_started", time.monotonic() - age)
        keep_house()
        while run_next("long"):
            pass
        assert served.count(shop.tenant_id) == times


class TestRest:
    def test_shows_and_cancels(self, shop: Shop, other_shop: Shop, api: ApiCaller) -> None:
        register_job("test.work", lambda run: None, title=lambda: "Work")
        with transaction.atomic():
            job_id = enqueue("test.work", {"n": 1}, actor=shop.actor)
        (line,) = api.get("/jobs?state=queued").json()["items"]
        assert (line["id"], line["title"], line["args"]) == (str(job_id), "Work", {"n": 1})
        assert ApiCaller(other_shop.tenant_id).get(f"/jobs/{job_id}").status_code == 404
        assert ApiCaller(other_shop.tenant_id).post(f"/jobs/{job_id}/cancel").status_code == 404
        assert api.post(f"/jobs/{job_id}/cancel").json()["state"] == "cancelled"
        assert api.post(f"/jobs/{job_id}/cancel").status_code == 409
