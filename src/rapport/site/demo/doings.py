"""What the staff of a demo shop wrote down and still has to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from rapport.site.demo.names import invent_name
from rapport.site.demo.people import LANGUAGES
from rapport.site.demo.profiles import Profile
from rapport.site.demo.records import Member, Note, Party, Task

NOTES = (
    "Asked about brewing temperatures; prefers light roasts.",
    "喜欢春茶，明前到货时请第一时间联系。",
    "Called about a late parcel, was kind about it.",
    "打算为新居添置一套茶具，预算三千元左右。",
    "Wants an invoice in the company's name from now on.",
    "对包装提出建议：希望减少塑料。",
    "Visited the store with her mother, tasted three oolongs.",
    "Bitte nur per E-Mail melden, nicht anrufen.",
)
TASKS = (
    "Call back about the broken cup",
    "春茶到货后电话通知",
    "Send the wholesale price list",
    "确认中秋礼盒数量",
    "Ask for a review of the last order",
    "发票抬头核对",
)
STAFF = (("owner", "owner"), ("admin", "administrator"), ("marketing", "marketer"), ("analyst", "analyst"))


def make_members(profile: Profile) -> tuple[Member, ...]:
    """Return the staff: owner, administrator, marketer and analyst at the top, one for each unit."""
    random = Random(f"{profile.seed}:members")
    parents = {unit.parent for unit in profile.units}
    top = next(unit.code for unit in profile.units if not unit.parent)
    posts = [(name, role, top) for name, role in STAFF]
    for unit in profile.units:
        if unit.parent and unit.code in parents:
            posts.append((f"manager.{unit.code}", "manager", unit.code))
        elif unit.parent:
            posts.append((f"clerk.{unit.code}", "clerk", unit.code))
    language = LANGUAGES[profile.staff_speech]
    return tuple(
        Member(
            f"{mailbox}@{profile.slug}.example.com",
            invent_name(random, profile.staff_speech).full,
            role,
            unit,
            language,
        )
        for mailbox, role, unit in posts
    )


def make_doings(profile: Profile, parties: Sequence[Party], now: datetime) -> tuple[list[Note], list[Task]]:
    """Return notes over the two years and tasks around today, a few of them late."""
    random = Random(f"{profile.seed}:doings")
    members = make_members(profile)
    clerks = {member.unit: member.email for member in members}
    owner = members[0].email
    notes, tasks = [], []
    for party in parties:
        author = clerks.get(party.unit, owner)
        if party.kind == "person" and random.random() < 0.18:
            at = party.since + (now - party.since) * random.random()
            notes.append(Note(party.ref, at, author, random.choice(NOTES)))
        if random.random() < 0.04:
            due = now.date() + timedelta(days=random.randrange(-12, 30))
            at = max(party.since, now - timedelta(days=random.randrange(13, 40)))
            done = at + (now - at) * random.random() if random.random() < 0.35 else None
            tasks.append(Task(party.ref, at, author, random.choice(TASKS), due, done))
    return notes, tasks
