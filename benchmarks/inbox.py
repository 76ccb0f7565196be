"""The inbox with 1,000,000 conversations: its list, a letter until an agent sees it, a flood of messages."""

import os
import re
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage
from html import unescape
from typing import Any

from full_inbox import CONVERSATIONS, FullInbox, open_full_inbox
from inbox_flood import RUN
from playwright.sync_api import Page, sync_playwright
from tools.browser import find

from rapport.kernel.errors import Missing, Upstream
from rapport.site.bench.calls import Caller, serving
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

LIST_MS, SCREEN_S, FLOODED_MS = 80, 2, 500
READS, LETTERS, FLOOD = 8, 40, 50_000
WARM, PAUSE = 2, 0.25
PATIENCE = 60.0
QUEUES = ("mine", "unassigned", "team", "mentions", "us", "them", "late", "review", "snoozed", "closed")
ADDRESSES = (
    "/inbox",
    *(f"/inbox?queue={name}&sort={'due' if name in ('us', 'late') else '-last'}" for name in QUEUES),
    *("/inbox?sort=last", "/inbox?sort=waiting", "/inbox?sort=-due", "/inbox?channel=sms"),
    *("/inbox?match=new&queue=unassigned", "/inbox?queue=closed&channel=email"),
)
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-extensions", "--no-first-run"]
_READ = "select count(*) from message where external_id like %s"
_ONE = "select id from conversation where state = 'open' order by last_at desc limit 1"


def run(place: Place) -> list[Figure]:
    """Open the list in every way, send letters to an agent's screen, read the list while a flood comes."""
    inbox = open_full_inbox(place)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        smtp = int(probe.getsockname()[1])
    os.environ["RAPPORT_SMTP_LISTEN"] = f"127.0.0.1:{smtp}"
    with serving(place) as server, _working(place):
        caller = Caller(server.port, cookie=inbox.cookie)
        figures = _open_lists(place, inbox, caller, server.pid)
        figures += _see_letters(place, inbox, server.port, smtp)
        figures += _flood(place, inbox, server.port)
    return figures


@contextmanager
def _working(place: Place) -> Iterator[None]:
    """Have what works beside the web: facts, jobs, the channel of e-mail."""
    with ExitStack() as running:
        for words in (("relay",), ("worker",), ("channel", "email")):
            process = place.command(*words, heard=False)
            running.callback(process.wait, 60)
            running.callback(process.terminate)
        yield


def _open_lists(place: Place, inbox: FullInbox, caller: Caller, web: int) -> list[Figure]:
    first, following = list[float](), list[float]()
    pages = {address: caller.get_page(address).decode() for address in ADDRESSES}
    for address in ADDRESSES:
        _time(caller, address, WARM)
    with place.measuring(web=web) as reading:
        for address in ADDRESSES:
            first += _time(caller, address, READS)
    cpu = reading.cpu_of("web", "postgresql") / len(first) * 1000
    for page in pages.values():
        if after := re.search(r'href="([^"]*after=[^"]*)" hx-get', page):
            following += _time(caller, unescape(after[1]), READS)
    opened = _time(caller, f"/conversations/{_ask(place, inbox, _ONE)}", 5 * READS)
    slowest, mean = _slowest(first)
    limit: dict[str, Any] = {"goal": LIST_MS, "better": "less"}
    work = f"inbox list of {place.scale(CONVERSATIONS):,} conversations, {len(ADDRESSES)} ways"
    return [
        Figure(f"{work}, p50", percentile(first, 0.5), "ms", better="less"),
        Figure(f"{work}, p95", percentile(first, 0.95), "ms", **limit),
        Figure(f"the slowest of these ways, {slowest}, mean", mean, "ms", better="less"),
        Figure("CPU of server and database, a list", cpu, "ms", **limit),
        Figure("next page of such a list, p95", percentile(following, 0.95), "ms", **limit),
        Figure("open a conversation, p95", percentile(opened, 0.95), "ms", **limit),
    ]


def _slowest(took: Sequence[float]) -> tuple[str, float]:
    """Return the way that takes longest, and its mean time in milliseconds."""
    ways = [took[at : at + READS] for at in range(0, len(took), READS)]
    means = {address: sum(one) / len(one) for address, one in zip(ADDRESSES, ways, strict=True)}
    return max(means.items(), key=lambda one: one[1])


def _ask(place: Place, inbox: FullInbox, statement: str, *values: object) -> object:
    """Return one value, as the business sees it."""
    with place.connect() as connection:
        connection.execute("select set_config('rapport.tenant', %s, false)", [str(inbox.actor.tenant_id)])
        row = connection.execute(statement.encode(), values).fetchone()
    return row[0] if row else None


def _time(caller: Caller, address: str, times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        caller.get_page(address)
        took.append((time.perf_counter() - began) * 1000)
    return took


def _see_letters(place: Place, inbox: FullInbox, port: int, smtp: int) -> list[Figure]:
    """Hand letters to the channel as a mail server does, until each stands on the agent's screen."""
    door = inbox.places["email"].door
    letters = place.scale(LETTERS) if not place.small else LETTERS // 4
    with _browsing(port, inbox.cookie) as page:
        took = [_see_one(page, smtp, door, number) for number in range(letters + 1)][1:]
    return [
        Figure("letter by SMTP until on the agent's screen, p50", percentile(took, 0.5), "s", better="less"),
        Figure(
            f"letter by SMTP until on the agent's screen, p95 of {letters}",
            percentile(took, 0.95),
            "s",
            goal=SCREEN_S,
            better="less",
        ),
    ]


def _see_one(page: Page, smtp: int, door: str, number: int) -> float:
    letter = EmailMessage()
    letter["From"], letter["To"] = f"Writer {number} <w{number}@example.org>", f"{door}@in.example"
    letter["Subject"] = f"Letter {time.time_ns()} of the bench"
    letter.set_content("Where is it?")
    time.sleep(number % 5 / 10)  # at any moment of the two seconds in which a list asks once
    began = time.perf_counter()
    _hand_in(smtp, letter)
    page.wait_for_function("text => document.body.textContent.includes(text)", arg=letter["Subject"])
    return time.perf_counter() - began


def _hand_in(smtp: int, letter: EmailMessage) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with smtplib.SMTP("127.0.0.1", smtp, timeout=PATIENCE) as client:
                client.send_message(letter)
                return
        except ConnectionRefusedError:  # the channel's process comes up
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@contextmanager
def _browsing(port: int, cookie: str) -> Iterator[Page]:
    """Have an agent's browser open at the inbox."""
    path = find()
    if path is None:
        raise Missing("There is no Chromium here; `python -m tools.browser` says the mend.")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        context = browser.new_context(viewport={"width": 1360, "height": 900}, service_workers="block")
        context.set_default_timeout(PATIENCE * 1000)
        name, _equals, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.goto(f"http://localhost:{port}/inbox", wait_until="networkidle")
        yield page
        browser.close()


def _flood(place: Place, inbox: FullInbox, port: int) -> list[Figure]:
    """Read the list as agents do while messages pour in; then see that all are kept."""
    wanted = place.scale(FLOOD)
    name = f"flood-{time.time_ns()}"
    words = [str(inbox.actor.tenant_id), str(inbox.places["chat"].id), name, str(wanted)]
    env = {"PYTHONPATH": os.pathsep.join(sys.path), "DJANGO_SETTINGS_MODULE": "rapport.site.settings"}
    caller = Caller(port, cookie=inbox.cookie)  # the server has given up the one that was silent meanwhile
    began, took = time.perf_counter(), list[float]()
    flood = subprocess.Popen([sys.executable, "-c", RUN, *words], env=os.environ | env)
    while flood.poll() is None:
        for address in ADDRESSES[:6]:
            took += _time(caller, address, 1)
            time.sleep(PAUSE)
    lasted = time.perf_counter() - began
    if flood.returncode:
        raise Upstream("The flood ended early.")
    kept = int(str(_ask(place, inbox, _READ, f"{name}-%")))
    work = f"inbox list while {wanted:,} messages come in"
    return [
        Figure("messages of the flood taken in", wanted / lasted, "a second"),
        Figure("messages of the flood not kept", wanted - kept, "messages", goal=0, better="less"),
        Figure(f"{work}, p50", percentile(took, 0.5), "ms", better="less"),
        Figure(f"{work}, p95 of {len(took)}", percentile(took, 0.95), "ms", goal=FLOODED_MS, better="less"),
    ]
