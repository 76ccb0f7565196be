"""Three servers keep each message; one is taken away while facts flow, and nothing is lost nor doubled."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import forget_waiting, labels, light
from rapport.bigdata.stream.contracts import NotTaken
from rapport.bigdata.stream.operations.gathering import gather
from rapport.bigdata.stream.operations.link import AWAY, connected
from rapport.bigdata.stream.operations.sending import find_lost, send_waiting
from rapport.bigdata.stream.operations.server import find_program
from rapport.bigdata.stream.operations.taking import take_next
from rapport.bigdata.stream.rules.configuration import LARGEST_MESSAGE
from rapport.kernel.embedded.api import take_port
from tests.house import Shop

NAMES = ("one", "two", "three")
WAIT = 240.0


class Cluster:
    """Three servers on loopback that know each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: take_port(folder / f"{name}.port") for name in NAMES}
        self.routes = {name: take_port(folder / f"{name}.route") for name in NAMES}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        """Every server of the cluster, as RAPPORT_STREAM_URL names them."""
        return ",".join(f"nats://127.0.0.1:{port}" for port in self.ports.values())

    def start(self, name: str) -> None:
        program = find_program()
        assert program is not None
        file = self.folder / f"{name}.conf"
        routes = ", ".join(json.dumps(f"nats://127.0.0.1:{port}") for port in self.routes.values())
        store = json.dumps(str(self.folder / name))
        file.write_text(
            f'server_name: {name}\nlisten: "127.0.0.1:{self.ports[name]}"\nmax_payload: {LARGEST_MESSAGE}\n'
            f"jetstream {{ store_dir: {store}, sync_interval: always }}\n"
            f'cluster {{ name: rapport, listen: "127.0.0.1:{self.routes[name]}", routes: [{routes}] }}\n'
        )
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen([program, "-c", str(file)], stdout=log, stderr=log)

    def take_away(self, name: str) -> None:
        self.running[name].kill()
        self.running.pop(name).wait()


@pytest.fixture
def cluster(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster, and a lake of the test's own."""
    monkeypatch.setenv("RAPPORT_LAKE_URL", str(tmp_path / "lake"))
    monkeypatch.setenv("RAPPORT_STREAM_REPLICAS", "3")
    monkeypatch.setenv("RAPPORT_STREAM_MB", "256")
    forget_waiting()
    made = Cluster(tmp_path)
    for name in NAMES:
        made.start(name)
    yield made
    for process in made.running.values():
        process.kill()
        process.wait()


def carry(cluster: Cluster) -> None:
    """Take what waits through the cluster into the lake, beginning again while it finds a leader."""
    until = time.monotonic() + WAIT
    while True:
        try:
            with connected(cluster.url, [LakeWriter.reader]) as link:
                gather()
                find_lost(link, ["lake"], older=0)
                while send_waiting(link) or take_next(link, LakeWriter(lambda table: None), wait=2.0):
                    pass
                if link.count_undone("lake") == 0:
                    return
        except (*AWAY, NotTaken):
            assert time.monotonic() < until, "the cluster found no leader"
        threading.Event().wait(0.2)


def leader(cluster: Cluster) -> str:
    with connected(cluster.url, [LakeWriter.reader]) as link:
        info = link.run(link.stream.stream_info("FACTS"))
    assert info.config.num_replicas == 3
    assert info.cluster is not None and info.cluster.leader is not None
    return info.cluster.leader


def test_a_server_taken_away_loses_and_doubles_nothing(shop: Shop, cluster: Cluster) -> None:
    light(shop, "before")
    carry(cluster)
    expected = ["before"]
    for turn in range(3):
        gone = leader(cluster)
        words = [f"turn {turn} lamp {number}" for number in range(30)]
        lit = threading.Thread(target=partial(_light_each, shop, words))
        lit.start()
        threading.Event().wait(0.3)
        cluster.take_away(gone)
        carry(cluster)
        lit.join()
        cluster.start(gone)
        carry(cluster)
        expected += words
        assert labels(shop) == sorted(expected)


def _light_each(shop: Shop, words: list[str]) -> None:
    for word in words:
        light(shop, word)
