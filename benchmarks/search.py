"""Find one among 1,000,000 customers by what people remember: names, pieces of numbers, typing errors."""

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from uuid import UUID

from django.db import connection

from rapport.customers.party.api import ContactDraft, CustomerDraft, create_customer
from rapport.kernel.identity.api import Actor, found_roles, system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.search.api import Document, index_documents, search
from rapport.kernel.tenancy.api import as_tenant, create_tenant
from rapport.site.bench.contracts import Figure
from rapport.site.bench.meter import percentile
from rapport.site.bench.place import Place

PEOPLE, ASKED, AT_ONCE = 1_000_000, 200, 20_000
SYLLABLES = [a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ou")]
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍鹏华飞红辉玲斌宇浩凯健俊帆雪荣"
FLOOR = "select title from search_document where kind = 'customer' and record_id = %s"


def run(place: Place) -> list[Figure]:
    """Index a crowd with names of many letters, then ask for its members in each way."""
    tenant = create_tenant("bench", "Bench", country="DE")
    found_roles(tenant.id)
    actor, rng = system_actor(tenant.id), random.Random(11)
    people, known = place.scale(PEOPLE), list[Document]()
    crowd = _crowd(people, rng)
    with place.measuring() as indexing:
        while chunk := list(islice(crowd, AT_ONCE)):
            known += rng.sample(chunk, min(len(chunk), max(1, ASKED * AT_ONCE // people)))
            with as_tenant(tenant.id):
                index_documents(chunk)
    with place.connect() as owner:
        owner.execute("vacuum analyze search_document")
    floor = _floor(tenant.id, known)
    figures = [
        figure
        for name, ask in WAYS.items()
        for figure in _read(name, ask, known, actor=actor, rng=rng, floor=floor)
    ]
    cpu = indexing.cpu_seconds / people * 1e6
    figures.append(Figure("CPU to have a customer found, in bulk", cpu, "µs", better="less"))
    figures.append(
        Figure("a customer entered is found after", _arrival(actor), "ms", goal=2_000, better="less")
    )
    return figures


def _crowd(people: int, rng: random.Random) -> Iterator[Document]:
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))).title() for _ in range(20_000)]
    for number in range(people):
        chinese = number % 10 < 3
        given, family = rng.choice(words), rng.choice(words)
        name = rng.choice(FAMILY) + "".join(rng.choices(GIVEN, k=2)) if chinese else f"{given} {family}"
        phone = f"+{86 if chinese else 49}1{rng.randrange(10**9, 10**10)}"
        mail = f"{given}.{family}{number % 97}@{rng.choice(words)}.example".lower()
        yield Document("customer", new_id(), name, f"K-{number:07d}", f"{mail} {phone}", weight=number % 60)


def _misspelt(document: Document, rng: random.Random) -> str:
    word = max(document.title.split(), key=len)
    at = rng.randrange(1, max(2, len(word) - 2))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def _prefix(document: Document, rng: random.Random) -> str:
    return document.title[: rng.choice((2, 3, 5))]


def _two_words(document: Document, rng: random.Random) -> str:
    return " ".join(word[:3] for word in document.title.split())


def _phone(document: Document, rng: random.Random) -> str:
    number = document.private.rpartition(" ")[2]
    return number[5:10]


WAYS: dict[str, Callable[[Document, random.Random], str]] = {
    "beginning of a name": _prefix,
    "whole name": lambda document, rng: document.title,
    "beginnings of two words": _two_words,
    "middle of a phone number": _phone,
    "e-mail": lambda document, rng: document.private.partition(" ")[0],
    "customer number": lambda document, rng: document.text,
    "name with a typing error": _misspelt,
}


def _read(
    name: str,
    ask: Callable[[Document, random.Random], str],
    known: list[Document],
    *,
    actor: Actor,
    rng: random.Random,
    floor: float,
) -> list[Figure]:
    """Ask for known customers; the first asking warms caches and does not count."""
    wanted = [one for one in known if name != "name with a typing error" or one.title.isascii()]
    took, found = [], 0
    with as_tenant(actor.tenant_id):
        search(actor, ask(wanted[0], rng))
        for document in wanted:
            asked = ask(document, rng)
            began = time.perf_counter()
            hits = search(actor, asked, limit=20)
            took.append((time.perf_counter() - began) * 1000)
            found += any(hit.record_id == document.record_id for hit in hits)
    figures = [
        Figure(f"{name}, p50", percentile(took, 0.5), "ms", floor, better="less"),
        Figure(f"{name}, p95", percentile(took, 0.95), "ms", floor, goal=50, better="less"),
    ]
    if name in ("whole name", "e-mail", "customer number", "name with a typing error"):
        goal = None if name in ("whole name", "name with a typing error") else 1.0
        figures.append(Figure(f"{name}, found among the first 20", found / len(wanted), "share", goal=goal))
    return figures


def _floor(tenant_id: UUID, known: list[Document]) -> float:
    """Return what one look-up by key costs behind the same walls, p50 in ms."""
    took = []
    with as_tenant(tenant_id), connection.cursor() as cursor:
        for document in known:
            began = time.perf_counter()
            cursor.execute(FLOOR, [document.record_id])
            cursor.fetchone()
            took.append((time.perf_counter() - began) * 1000)
    return percentile(took, 0.5)


def _arrival(actor: Actor) -> float:
    """Return the milliseconds from entering a customer to finding them."""
    began = time.perf_counter()
    draft = CustomerDraft(name="Zyxwvut Quux", contact_points=(ContactDraft("email", "zyx@tea.example"),))
    state = create_customer(draft, actor=actor)
    while True:
        with as_tenant(actor.tenant_id):
            if any(hit.record_id == state.id for hit in search(actor, "zyxwvut")):
                return (time.perf_counter() - began) * 1000
