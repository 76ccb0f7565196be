"""What goes from hand to hand: customers between units, papers, and a file that came in with faults."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from rapport.site.demo.doings import make_members
from rapport.site.demo.names import invent_name
from rapport.site.demo.profiles import Profile
from rapport.site.demo.records import Delivery, Handover, Paper, Party

HANDED, PAPERS, ROWS = 24, 18, 160
REASONS = (
    "Moved to another town",
    "客户搬家",
    "Wants to be served nearby",
    "按区域重新划分",
    "Key account, served centrally",
)
TERMS = """Frame agreement

Customer: {name}
Discount on goods: 12 %
Payment: 30 days from the date of invoice
"""
NOWHERE = "lobby.test"
"""Nobody can have a mailbox there: it comes in, and is work for who looks after quality."""
FAULTS = ("not-a-mailbox", "", "two@@example.com")


def make_handovers(profile: Profile, parties: Sequence[Party], now: datetime) -> tuple[Handover, ...]:
    """Return customers who went to a neighbouring unit, each handed over by the clerk who had it."""
    random = Random(f"{profile.seed}:handovers")
    members = make_members(profile)
    parents = {unit.parent for unit in profile.units}
    locals_ = [unit.code for unit in profile.units if unit.code not in parents]
    clerks = {member.unit: member.email for member in members}
    known = [party for party in parties if party.since < now - timedelta(days=90)]
    moves = []
    for party in random.sample(known, min(HANDED, len(known))):
        to_unit = random.choice([unit for unit in locals_ if unit != party.unit])
        at = party.since + (now - party.since) * random.uniform(0.3, 0.98)
        by = clerks.get(party.unit, members[0].email)
        moves.append(Handover(party.ref, at, by, to_unit, random.choice(REASONS)))
    return tuple(sorted(moves, key=lambda move: move.at))


def make_papers(profile: Profile, parties: Sequence[Party], now: datetime) -> tuple[Paper, ...]:
    """Return the agreements kept with the companies the shop sells to."""
    random = Random(f"{profile.seed}:papers")
    owner = make_members(profile)[0].email
    companies = [party for party in parties if party.kind == "company" and party.role == "customer"]
    some = random.sample(companies, min(PAPERS, len(companies)))
    return tuple(
        Paper(
            party.ref,
            party.since + (now - party.since) * 0.2,
            owner,
            f"Agreement {party.name}.txt",
            TERMS.format(name=party.name),
        )
        for party in some
    )


def make_delivery(profile: Profile, now: datetime) -> Delivery:
    """Return the list of visitors a fair handed over: some without mailbox or name, some with nonsense."""
    random = Random(f"{profile.seed}:delivery")
    lines = ["name,email,city,tags"]
    speeches = [place.speech for place in profile.places]
    for number in range(1, ROWS + 1):
        name = invent_name(random, random.choice(speeches))
        mailbox = f"fair{number}.{name.plain}@example.org"
        if number % 17 == 0:
            mailbox = random.choice(FAULTS)
        elif number % 13 == 0:
            mailbox = f"fair{number}@{NOWHERE}"
        shown = "" if number % 41 == 0 else "test" if number % 31 == 0 else name.full
        lines.append(
            f"{shown},{mailbox if shown else FAULTS[0]},{random.choice(profile.places).city},fair 2026"
        )
    return Delivery("fair-visitors.csv", now - timedelta(hours=5), "\n".join(lines) + "\n")
