"""The companies of a demo shop: those it sells to, buys from, works with, competes with and answers to."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from rapport.site.demo.names import give_chinese_tax_number, give_german_tax_number, invent_name
from rapport.site.demo.people import LANGUAGES
from rapport.site.demo.profiles import Place, Profile
from rapport.site.demo.reach import DAYS, Registry
from rapport.site.demo.records import ContactPoint, Party

ROLES = (
    ("customer", 64),
    ("prospect", 14),
    ("supplier", 8),
    ("partner", 7),
    ("competitor", 5),
    ("agency", 2),
)
NAMES, WEIGHTS = zip(*ROLES, strict=True)
HEADS = {
    "zh": ("云栖", "清和", "锦华", "远山", "听雨", "南湖", "德润", "泰和", "兰亭", "半山", "玉泉", "明月"),
    "en": (
        "Harbour",
        "Juniper",
        "Northgate",
        "Willow",
        "Cedar",
        "Bright",
        "Kestrel",
        "Marlow",
        "Summit",
        "Elm",
    ),
    "de": ("Linden", "Nordsee", "Alster", "Spree", "Kranich", "Eichen", "Sonnen", "Hanse", "Feder", "Stern"),
}
TAILS: dict[str, dict[str, tuple[str, ...]]] = {
    "customer": {
        "zh": ("茶馆", "酒店", "咖啡馆", "书店", "设计公司", "民宿"),
        "en": ("Hotel", "Café", "Office Services", "Interiors", "Books"),
        "de": ("hotel GmbH", "café GbR", "büro GmbH", "buchhandlung"),
    },
    "supplier": {
        "zh": ("茶园", "陶瓷厂", "纺织厂"),
        "en": ("Packaging", "Estate"),
        "de": ("glas GmbH", "holz KG"),
    },
    "partner": {"zh": ("物流", "传媒"), "en": ("Logistics", "Studio"), "de": ("logistik GmbH", "agentur")},
    "competitor": {"zh": ("茶业", "家居"), "en": ("Tea Co", "Home Ltd"), "de": ("licht AG", "möbel AG")},
    "agency": {
        "zh": ("市场监督管理局", "海关"),
        "en": ("Trading Standards", "Customs Office"),
        "de": ("Gewerbeamt", "Zollamt"),
    },
}
JOBS = {
    "zh": ("采购经理", "店长", "总经理"),
    "en": ("Buyer", "Manager", "Owner"),
    "de": ("Einkauf", "Leitung", "Büro"),
}


def make_companies(profile: Profile, registry: Registry) -> list[Party]:
    """Return companies, each followed by the people who work there; some belong to another company."""
    random = Random(f"{profile.seed}:companies")
    parties: list[Party] = []
    heads: list[Party] = []
    for number in range(1, profile.companies + 1):
        place = random.choices(profile.places, [place.weight for place in profile.places])[0]
        role = ROLES[number - 1][0] if number <= len(ROLES) else random.choices(NAMES, WEIGHTS)[0]
        company = make_company(random, profile, registry, place=place, role=role, number=number)
        parents = [head for head in heads if head.role == role == "customer"]
        if parents and random.random() < 0.12:
            company = replace(company, of=random.choice(parents).ref)
        else:
            heads.append(company)
        parties.append(company)
        parties.extend(make_contacts(random, registry, place, company))
    return parties


def make_company(
    random: Random,
    profile: Profile,
    registry: Registry,
    *,
    place: Place,
    role: str,
    number: int,
) -> Party:
    """Return one company with its switchboard, mailbox and tax number."""
    tail = random.choice(TAILS.get(role, TAILS["customer"])[place.speech])
    name = random.choice(HEADS[place.speech])
    name = {"zh": f"{place.city[:2]}{name}{tail}", "de": f"{name}{tail}"}.get(place.speech, f"{name} {tail}")
    domain = f"company{number}.example.{random.choice(('com', 'net'))}"
    tax = {"CN": give_chinese_tax_number, "DE": give_german_tax_number}.get(place.country)
    return Party(
        ref=f"{profile.order_prefix}B{number:04d}",
        kind="company",
        role=role,
        name=name,
        unit=place.unit,
        since=registry.start + timedelta(days=random.randrange(DAYS - 60)),
        language=LANGUAGES[place.speech],
        tax_number=tax(number) if tax and role != "agency" else "",
        contact_points=(
            ContactPoint("email", f"office@{domain}", preferred=True, verified=True),
            ContactPoint("phone", registry.give_phone(place)),
        ),
        address=registry.give_address(place),
        tags=("b2b",) if role == "customer" else (),
    )


def make_contacts(random: Random, registry: Registry, place: Place, company: Party) -> list[Party]:
    """Return the one to three people one deals with at a company."""
    domain = company.contact_points[0].value.partition("@")[2]
    contacts = []
    for number in range(1, random.choice((1, 1, 2, 3)) + 1):
        name = invent_name(random, place.speech)
        points = (
            ContactPoint("email", f"{name.plain}{number}@{domain}", preferred=True),
            ContactPoint("phone", registry.give_phone(place)),
        )
        contacts.append(
            Party(
                ref=f"{company.ref}-{number}",
                kind="person",
                role=company.role,
                name=name.full,
                given_name=name.given,
                family_name=name.family,
                unit=company.unit,
                since=company.since,
                language=company.language,
                of=company.ref,
                job=random.choice(JOBS[place.speech]),
                contact_points=points,
                consents=registry.ask_consents(points[:1], company.since),
            )
        )
    return contacts
