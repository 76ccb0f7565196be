"""What makes one demo shop differ from another: its places, goods, money and habits."""

from dataclasses import dataclass
from decimal import Decimal

from rapport.site.demo.records import CustomField, Unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where customers live: the unit that serves them, their country, and how many of them there are
    (weight)."""

    unit: str
    city: str
    region: str
    postcode: str
    country: str
    currency: str
    speech: str
    weight: int
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of products: each design in each form. `season` gives months that sell above the mean."""

    code: str
    category: str
    designs: tuple[str, ...]
    forms: tuple[tuple[str, int], ...]
    season: dict[int, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the simulation needs to know of a shop; rates convert one unit of its currency."""

    slug: str
    name: str
    currency: str
    zone: str
    language: str
    country: str
    seed: int
    customers: int
    prospects: int
    companies: int
    order_prefix: str
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    families: tuple[Family, ...]
    rates: dict[str, Decimal]
    months: tuple[float, ...]
    sales: tuple[tuple[int, int, float], ...]
    payments: dict[str, tuple[str, ...]]
    fields: tuple[CustomField, ...]
    staff_speech: str
