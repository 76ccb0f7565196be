"""A full disk under each store: what does not fit is refused, never acknowledged, and goes on by itself."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from deltalake.exceptions import DeltaError
from django.conf import settings

from rapport.bigdata.lake.operations import writing
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import forget_waiting, labels, light, waiting
from rapport.bigdata.stream.contracts import NotTaken
from rapport.kernel.blobs import disk as blobs_disk
from rapport.kernel.blobs.api import open_blob, store_blob
from rapport.kernel.embedded.api import database_urls
from rapport.kernel.errors import Upstream
from rapport.kernel.tenancy.api import as_tenant
from rapport.site.tests.running import Running, serving, wait_for
from tests.faults.small_disk import can_mount, small_disk
from tests.faults.test_flow_kills import Shop as FlowShop
from tests.faults.test_flow_kills import in_lake, in_outbox
from tests.house import Shop
from tests.programs import Program, ask_as_keeper, found_business, wait_for_more

pytestmark = pytest.mark.skipif(not can_mount(), reason="a disk of its own cannot be mounted here")
LONG = "a word that takes room " * 20
WAIT = 240.0


def write_on_a_full_lake(shop: Shop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take a batch on a full disk, and the next ones once there is room; return what the lake has then."""
    forget_waiting()
    with small_disk(folder, 8) as disk:
        monkeypatch.setenv("RAPPORT_LAKE_URL", str(folder / "lake"))
        writer = LakeWriter(lambda table: None)
        light(shop, "before")
        writer.take(waiting(shop))
        disk.fill()
        light(shop, "full")
        with suppress(NotTaken):
            writer.take(waiting(shop))
        assert labels(shop) == ["before"]
        disk.make_room()
        light(shop, "after")
        writer.take(waiting(shop))
        return labels(shop)


class TestLake:
    def test_what_does_not_fit_waits_and_is_written_once(
        self, shop: Shop, transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = write_on_a_full_lake(shop, tmp_path / "disk", monkeypatch)
        assert found == ["after", "before", "full"]
        assert waiting(shop) == []

    def test_a_writer_that_believes_it_wrote_would_be_seen(
        self, shop: Shop, transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commit = writing.commit

        def believe(*args: Any) -> None:
            with suppress(OSError, DeltaError):
                commit(*args)

        monkeypatch.setattr(writing, "commit", believe)
        assert write_on_a_full_lake(shop, tmp_path / "disk", monkeypatch) == ["after", "before"]


class TestFiles:
    def keep(self, shop: Shop, content: bytes) -> bytes:
        """Keep a file and read it again."""
        kept = store_blob([content], "a.bin", "test", actor=shop.actor)
        with as_tenant(shop.tenant_id), open_blob(kept.id) as file:
            return file.read()

    @pytest.mark.parametrize("reserve", [True, False], ids=["nearly full", "not one byte left"])
    def test_a_file_is_refused_and_leaves_nothing(
        self, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reserve: bool
    ) -> None:
        monkeypatch.setattr(settings, "HOME", tmp_path / "home")
        if not reserve:
            monkeypatch.setattr(blobs_disk, "LEAST_FREE", -1.0)
        with small_disk(tmp_path / "home" / "blobs", 8) as disk:
            assert self.keep(shop, b"first") == b"first"
            disk.fill()
            with pytest.raises(Upstream if reserve else OSError):
                self.keep(shop, b"x" * 2_000_000)
            arriving = blobs_disk.folder_of(shop.tenant_id) / "arriving"
            assert list(arriving.iterdir()) == []
            disk.make_room()
            assert self.keep(shop, b"x" * 2_000_000) == b"x" * 2_000_000


class TestStream:
    def test_facts_wait_in_the_database_and_arrive_once(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        with small_disk(home / "stream", 48) as disk, serving(home) as rapport:
            shop = FlowShop(home)
            wait_for(lambda: len(shop.orders) > 5, "orders", WAIT)
            disk.fill()
            wait_for(lambda: count_waiting(rapport) > 20, "a full disk to be felt", WAIT)
            taken = len(shop.orders)
            wait_for(lambda: len(shop.orders) > taken + 5, "orders that need no stream", WAIT)
            disk.make_room()
            shop.process.terminate()
            shop.process.wait()
            shop.join()
            wait_for(lambda: in_lake(rapport, shop) == in_outbox(rapport, shop), "the lake", 2 * WAIT)


def count_waiting(rapport: Running) -> int:
    """Return how many batches the stream has not confirmed."""
    with psycopg.connect(database_urls(rapport.home, {})["relay"]) as connection:
        row = connection.execute("select count(*) from fact_batch where sent_at is null").fetchone()
    return int(row[0]) if row else 0


class TestDatabase:
    def test_writes_are_refused_and_go_on_by_themselves(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        with small_disk(home / "postgres", 400) as disk, serving(home) as rapport:
            token = found_business(home)
            stopped = threading.Event()
            programs = [Program(rapport.port, token, stopped) for _ in range(2)]
            for program in programs:
                program.start()
            wait_for_more(programs, 20)
            disk.fill()
            hold(lambda: rapport.get("/readyz") != 200 or not grows(programs))
            disk.make_room()
            wait_for_more(programs, 40)
            stopped.set()
            for program in programs:
                program.join()
            wait_for(lambda: rapport.get("/readyz") == 200, "service", WAIT)
            kept = [name for (name,) in ask_as_keeper(home, "select name from party order by name")]
        acknowledged = {key for program in programs for key in program.done}
        assert [one for program in programs for one in program.refused] == []
        assert acknowledged == set(kept)
        assert len(kept) == len(set(kept))


def grows(programs: list[Program]) -> bool:
    """Tell whether anything was acknowledged within a moment."""
    before = sum(len(program.done) for program in programs)
    threading.Event().wait(1.0)
    return sum(len(program.done) for program in programs) > before


def hold(condition: Callable[[], bool]) -> None:
    """Wait until the full disk is felt."""
    wait_for(condition, "a full disk to be felt", WAIT)
