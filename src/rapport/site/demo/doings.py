"""What the staff of a demo shop wrote down and still has to do."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from rapport.site.demo.names import invent_name
from rapport.site.demo.people import LANGUAGES
from rapport.site.demo.profiles import Profile
from rapport.site.demo.records import Member, Note, Party, Task

NOTES = {
    "en": (
        "Asked about brewing temperatures; prefers light roasts.",
        "Called about a late parcel, was kind about it.",
        "Wants an invoice in the company's name from now on.",
        "Visited the store with her mother, tasted three oolongs.",
        "Collects glass teapots; tell her when new ones come in.",
    ),
    "zh-hans": (
        "喜欢春茶，明前到货时请第一时间联系。",
        "打算为新居添置一套茶具，预算三千元左右。",
        "对包装提出建议：希望减少塑料。",
        "每年中秋订礼盒送客户，提前一个月联系。",
        "来店品尝了三款岩茶，偏爱大红袍。",
    ),
    "de": (
        "Bitte nur per E-Mail melden, nicht anrufen.",
        "Sucht Leuchten für ein Ferienhaus an der Ostsee.",
        "Fragt nach Ersatzteilen, Schirm war verkratzt.",
        "Zahlt auf Rechnung, Kostenstelle angeben.",
    ),
}
TASKS = {
    "en": (
        "Call back about the broken cup",
        "Send the wholesale price list",
        "Ask for a review of the last order",
        "Agree on a date for the tasting",
    ),
    "zh-hans": (
        "春茶到货后电话通知",
        "确认中秋礼盒数量",
        "发票抬头核对",
        "回访：新茶具是否满意",
        "邀请参加品茗会",
    ),
    "de": ("Rückruf wegen der Lieferung", "Preisliste für Händler senden", "Ersatzschirm bestellen"),
}
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


def make_task(random: Random, party: Party, owner: str, now: datetime) -> Task:
    """Return something to do: most are ahead, some are due today, a few late, and a third is done."""
    days = random.choices((0, random.randrange(1, 30), -random.randrange(1, 12)), (25, 45, 30))[0]
    at = max(party.since, now - timedelta(days=random.randrange(13, 40)))
    done = at + (now - at) * random.random() if random.random() < 0.35 else None
    title = random.choice(TASKS[party.language if party.language in TASKS else "en"])
    due = datetime.combine(now.date() + timedelta(days=days), time(random.randrange(8, 18)), now.tzinfo)
    return Task(party.ref, at, owner, title, due, done)


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
            notes.append(Note(party.ref, at, author, random.choice(NOTES.get(party.language, NOTES["en"]))))
        if random.random() < 0.04:
            tasks.append(make_task(random, party, owner if random.random() < 0.12 else author, now))
    return notes, tasks
