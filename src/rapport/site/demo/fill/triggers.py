"""A demo shop's triggers: a cart left alone, a product that became cheaper or is sold again."""

from rapport.bigdata.realtime.api import add_trigger
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Shop

_ENGLISH = {"idle": "Cart left alone", "cheaper": "It became cheaper", "back": "It is back"}
_CHINESE = {"idle": "购物车未结算", "cheaper": "看过的商品降价了", "back": "看过的商品又有了"}


def fill_triggers(shop: Shop, *, actor: Actor) -> None:
    """Have the shop answer what its visitors leave, and what becomes of products they looked at."""
    names = _CHINESE if shop.language.startswith("zh") else _ENGLISH
    for kind, name in names.items():
        minutes = 60 if kind == "idle" else 0
        add_trigger({"name": name, "kind": kind, "minutes": minutes, "repeat": "week"}, actor=actor)
