"""The people of a demo shop: customers and prospects, families under one roof, and twins worth merging."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from rapport.site.demo.names import POOLS, invent_name
from rapport.site.demo.profiles import Place, Profile
from rapport.site.demo.reach import DAYS, Registry
from rapport.site.demo.records import Address, ContactPoint, CustomField, Party

TAGS = ("vip", "newsletter", "wholesale", "tasting", "press list", "student", "gift buyer", "complained once")
LANGUAGES = {"zh": "zh-hans", "en": "en", "de": "de"}
REMARKS = ("no ribbon, please", "送长辈，包装要喜庆", "with a card", "发票单独寄送")


@dataclass(frozen=True, slots=True)
class Roof:
    """A home several people share."""

    family: tuple[str, str]
    place: Place
    address: Address


def spread_arrivals(random: Random, count: int, start: datetime) -> list[datetime]:
    """Return when each customer came, in order; the shop grows, so more of them come later."""
    days = sorted(DAYS * random.random() ** 0.8 for _ in range(count))
    return [start + timedelta(seconds=round(day * 86_400)) for day in days]


def fill_field(random: Random, definition: CustomField, today: date) -> str:
    """Return a value of a custom field as it would stand in a file."""
    match definition.type:
        case "choice":
            return random.choice(definition.choices)
        case "date":
            return (today - timedelta(days=random.randrange(1, 1500))).isoformat()
        case "integer":
            return str(random.randrange(1, 9))
        case _:
            return random.choice(REMARKS)


def draw_birthday(random: Random, today: date) -> date | None:
    """Return a birthday of an adult, or none: many never say."""
    return None if random.random() < 0.45 else today - timedelta(days=random.randrange(20 * 365, 75 * 365))


def make_people(profile: Profile, registry: Registry) -> list[Party]:
    """Return customers and prospects in the order they came."""
    random = Random(f"{profile.seed}:people")
    people: list[Party] = []
    roof: Roof | None = None
    for since in spread_arrivals(random, profile.customers + profile.prospects, registry.start):
        shares = roof is not None and random.random() < 0.07
        if not shares or roof is None:
            place = random.choices(profile.places, [place.weight for place in profile.places])[0]
            roof = Roof(random.choice(POOLS[place.speech][1]), place, registry.give_address(place))
        elif not people[-1].household:
            people[-1] = replace(people[-1], household=f"{profile.order_prefix}H{len(people):05d}")
        party = make_person(random, profile, registry, roof=roof, since=since, number=len(people) + 1)
        people.append(replace(party, household=people[-1].household) if shares else party)
    return people


def make_person(
    random: Random,
    profile: Profile,
    registry: Registry,
    *,
    roof: Roof,
    since: datetime,
    number: int,
) -> Party:
    """Return one person under a roof."""
    name = invent_name(random, roof.place.speech, roof.family)
    points = registry.give_contact_points(name, roof.place)
    prospect = random.random() < profile.prospects / (profile.customers + profile.prospects)
    return Party(
        ref=f"{profile.order_prefix}C{number:06d}",
        kind="person",
        role="prospect" if prospect else "customer",
        name=name.full,
        given_name=name.given,
        family_name=name.family,
        unit=roof.place.unit,
        since=since,
        language=LANGUAGES[roof.place.speech],
        birthday=draw_birthday(random, registry.today),
        contact_points=points,
        address=roof.address if random.random() < 0.9 else None,
        consents=registry.ask_consents(points, since),
        tags=tuple(sorted(random.sample(TAGS, random.choices((0, 1, 2), (70, 24, 6))[0]))),
        fields={
            field.key: fill_field(random, field, registry.today)
            for field in profile.fields
            if random.random() < 0.2
        },
        quiet_hours=("21:00", "09:00") if random.random() < 0.06 else None,
    )


def make_twins(profile: Profile, registry: Registry, people: list[Party]) -> list[Party]:
    """Return second records of some customers, as a shop and its till would have kept them apart."""
    random = Random(f"{profile.seed}:twins")
    places = {place.city: place for place in profile.places}
    originals = random.sample([p for p in people if p.address and p.contact_points], len(people) // 60)
    return [
        make_twin(random, registry, original, places[original.address.city])
        for original in originals
        if original.address
    ]


def make_twin(random: Random, registry: Registry, original: Party, place: Place) -> Party:
    """Return the same person written differently: another mailbox or phone, or a slip in the name."""
    first = original.contact_points[0]
    if first.kind == "email" and random.random() < 0.5:
        local, domain = first.value.split("@")
        points: tuple[ContactPoint, ...] = (
            ContactPoint("email", f"{local}.{random.choice(('home', 'work', 'x'))}@{domain}"),
        )
    else:
        points = (ContactPoint("phone", registry.give_phone(place)),)
    shared = [point for point in original.contact_points if point.kind == "phone"]
    if shared and random.random() < 0.6:
        points = (*points, replace(shared[0], preferred=False)) if points[0].kind == "email" else (shared[0],)
    slipped = original.name.swapcase() if random.random() < 0.3 else original.name
    later = original.since + timedelta(days=random.randrange(1, 300))
    return replace(
        original,
        ref=f"{original.ref}-T",
        name=slipped,
        since=min(later, registry.now - timedelta(days=1)),
        birthday=original.birthday if random.random() < 0.5 else None,
        household="",
        contact_points=points,
        consents=(),
        tags=(),
        fields={},
        twin_of=original.ref,
    )
