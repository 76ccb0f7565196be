"""The second demo shop: lamps and furniture from Berlin, for Germany and its neighbours."""

from decimal import Decimal

from rapport.site.demo.profiles import Family, Place, Profile
from rapport.site.demo.records import CustomField, Unit

STREETS = ("Lindenstraße", "Gartenweg", "Hauptstraße", "Am Markt", "Schillerstraße", "Bergstraße", "Seeweg")

UNITS = (
    Unit("hq", "", "Nordlicht", "company"),
    Unit("germany", "hq", "Germany", "country"),
    Unit("neighbours", "hq", "Neighbours", "country"),
    Unit("berlin", "germany", "Berlin store", "store"),
    Unit("hamburg", "germany", "Hamburg store", "store"),
    Unit("online", "neighbours", "Online", "store"),
)

PLACES = (
    Place("berlin", "Berlin", "Berlin", "10999", "DE", "EUR", "de", 30, STREETS),
    Place("berlin", "Leipzig", "Sachsen", "04109", "DE", "EUR", "de", 12, STREETS),
    Place("hamburg", "Hamburg", "Hamburg", "20095", "DE", "EUR", "de", 22, STREETS),
    Place("hamburg", "Bremen", "Bremen", "28195", "DE", "EUR", "de", 10, STREETS),
    Place("online", "Wien", "Wien", "1010", "AT", "EUR", "de", 10, STREETS),
    Place("online", "Zürich", "Zürich", "8001", "CH", "CHF", "de", 9, STREETS),
    Place("online", "London", "England", "E1 6AN", "GB", "EUR", "en", 7, ("Mill Road", "Station Street")),
)

DARK = {9: 1.3, 10: 1.7, 11: 2.0, 12: 1.8, 1: 1.3}
GARDEN = {4: 1.6, 5: 2.0, 6: 1.8, 7: 1.4}

FAMILIES = (
    Family(
        "LA",
        "Lamps",
        ("Polar", "Fjord", "Aurora", "Sund", "Holm"),
        (("table lamp", 89), ("floor lamp", 179), ("pendant", 139), ("wall lamp", 69)),
        DARK,
    ),
    Family(
        "CA", "Candles", ("Birch", "Amber", "Sea salt"), (("small", 12), ("large", 29), ("refill", 19)), DARK
    ),
    Family(
        "FU",
        "Furniture",
        ("Oak", "Ash", "Beech"),
        (("stool", 119), ("shelf", 249), ("side table", 189), ("bench", 329)),
        {},
    ),
    Family(
        "TX", "Textiles", ("Wool", "Linen", "Cotton"), (("cushion", 39), ("throw", 99), ("rug", 219)), DARK
    ),
    Family("GD", "Garden", ("Sten", "Eng"), (("lantern", 49), ("planter", 59), ("chair", 129)), GARDEN),
)

NORDLICHT = Profile(
    slug="nordlicht",
    name="Nordlicht",
    currency="EUR",
    zone="Europe/Berlin",
    language="en",
    country="DE",
    seed=20_240_602,
    customers=600,
    prospects=40,
    companies=40,
    order_prefix="NL",
    units=UNITS,
    places=PLACES,
    families=FAMILIES,
    rates={"EUR": Decimal(1), "CHF": Decimal("0.95")},
    months=(1.0, 0.85, 0.9, 0.95, 0.95, 0.85, 0.8, 0.85, 1.0, 1.15, 1.5, 1.4),
    sales=((11, 28, 0.20), (1, 7, 0.15)),
    payments={"EUR": ("card", "paypal", "invoice"), "CHF": ("card", "invoice")},
    fields=(
        CustomField("style", "Style", "choice", ("plain", "classic", "colourful")),
        CustomField("moved_in", "Moved in", "date"),
        CustomField("rooms", "Rooms", "integer"),
    ),
    staff_speech="de",
)
