"""The journeys of the demo shops: a welcome, a cart left alone, somebody who has not come for long."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapport.site.demo.records import Shop


@dataclass(frozen=True, slots=True)
class Leg:
    """A journey of the demo: `steps` as a program would send them."""

    key: str
    name: str
    about: str
    steps: tuple[Mapping[str, Any], ...]


def list_legs(shop: Shop) -> list[Leg]:
    """Return the journeys of a shop."""
    words = _CHINESE if shop.language.startswith("zh") else _ENGLISH
    return [_welcome(words), _cart(words), _cheaper(words), _back(words)]


def _step(ref: str, kind: str, after: Mapping[str, str], /, **settings: Any) -> Mapping[str, Any]:
    return {"id": ref, "kind": kind, "settings": settings, "after": dict(after)}


def _welcome(words: Mapping[str, tuple[str, str]]) -> Leg:
    entry = {"trigger": "fact", "fact": "customer.created.v1", "goal": "order.placed.v1"}
    return Leg(
        "welcome",
        *words["welcome"],
        (
            _step("n1", "entry", {"next": "n2"}, **entry, goal_days=30, hold_out=20),
            _step("n2", "wait", {"next": "n3"}, amount=1, unit="days"),
            _step("n3", "until", {"next": "n4"}, clock="09:00"),
            _step("n4", "message", {"next": "n5"}, **_letter(words["hello"])),
            _step("n5", "await", {"came": "n9", "not": "n6"}, fact="order.placed.v1", amount=7),
            _step("n6", "branch", {"yes": "n7", "no": "n8"}, filter="country:any_of:CN|DE"),
            _step("n7", "task", {"next": "n10"}, title=words["call"][0], text=words["call"][1], days=2),
            _step("n8", "message", {"next": "n10"}, **_letter(words["reminder"])),
            _step("n9", "goal", {"next": "n10"}, title=words["bought"][0]),
            _step("n10", "exit", {}),
        ),
    )


def _cart(words: Mapping[str, tuple[str, str]]) -> Leg:
    entry = {"trigger": "fact", "fact": "trigger.fired.v1", "rule": "idle", "again": "after"}
    ends = {"goal": "order.placed.v1", "goal_ends": "yes", "goal_days": 3, "hold_out": 30}
    return Leg(
        "cart",
        *words["cart"],
        (
            _step("n1", "entry", {"next": "n2"}, **entry, again_days=14, **ends),
            _step("n2", "wait", {"next": "n3"}, amount=1, unit="hours"),
            _step("n3", "message", {"next": "n4"}, **_letter(words["left"])),
            _step("n4", "wait", {"next": "n5"}, amount=2, unit="days"),
            _step("n5", "split", {"a": "n6", "b": "n7"}, share=50),
            _step("n6", "message", {"next": "n7"}, **_letter(words["again"])),
            _step("n7", "exit", {}),
        ),
    )


def _cheaper(words: Mapping[str, tuple[str, str]]) -> Leg:
    entry = {"trigger": "fact", "fact": "trigger.fired.v1", "rule": "cheaper", "again": "after"}
    ends = {"goal": "order.placed.v1", "goal_ends": "yes", "goal_days": 7, "hold_out": 20}
    return Leg(
        "cheaper",
        *words["cheaper"],
        (
            _step("n1", "entry", {"next": "n2"}, **entry, again_days=30, **ends),
            _step("n2", "message", {"next": "n3"}, **_letter(words["price"])),
            _step("n3", "await", {"came": "n5", "not": "n4"}, fact="journey.answered.v1", amount=3),
            _step("n4", "tag", {"next": "n5"}, tag=words["silent"][0]),
            _step("n5", "exit", {}),
        ),
    )


def _back(words: Mapping[str, tuple[str, str]]) -> Leg:
    lost = "orders:at_least:2;no.orders(placed_at:from:today-180d)"
    entry = {"trigger": "daily", "clock": "08:00", "filter": lost, "again": "after", "again_days": 365}
    return Leg(
        "back",
        *words["back"],
        (
            _step("n1", "entry", {"next": "n2"}, **entry, goal="order.placed.v1", goal_days=30, hold_out=20),
            _step("n2", "until", {"next": "n3"}, clock="10:00"),
            _step("n3", "message", {"next": "n4"}, **_letter(words["missed"])),
            _step("n4", "await", {"came": "n7", "not": "n5"}, fact="order.placed.v1", amount=14),
            _step("n5", "lead", {"next": "n6"}, title=words["lead"][0], text=words["lead"][1]),
            _step("n6", "signal", {"next": "n8"}, name="win-back"),
            _step("n7", "goal", {"next": "n8"}, title=words["bought"][0]),
            _step("n8", "exit", {}),
        ),
    )


def _letter(words: tuple[str, str]) -> dict[str, str]:
    return {"channel": "email", "subject": words[0], "text": words[1]}


_ENGLISH = {
    "welcome": ("Welcome", "Greets new customers, and sees to it that a first order follows."),
    "cart": ("Cart left alone", "Reminds whoever left something in the cart, unless they order meanwhile."),
    "back": ("Come back", "Writes to regulars who have not ordered for half a year."),
    "hello": (
        "Welcome, {{given_name|dear friend}}",
        "# Good to have you here\n\nDear {{name}},\n\nfurniture is made for years, so take your time. "
        "If you want to know how a wood feels or a lamp shines, just answer this letter.",
    ),
    "reminder": (
        "A small piece to begin with",
        "Dear {{name}},\n\nmany begin with a lamp or a board for the kitchen. We wrap them in paper, "
        "never in plastic.",
    ),
    "left": (
        "Your cart is still here",
        "Dear {{name}},\n\nyou left something in your cart. It waits for you for a week.",
    ),
    "again": (
        "Shall we help you choose?",
        "Dear {{name}},\n\nif you are not sure about size or colour, answer this letter and we will measure "
        "and compare for you.",
    ),
    "cheaper": ("It became cheaper", "Tells whoever looked at a product that its price has dropped."),
    "price": (
        "What you looked at costs less now",
        "Dear {{name}},\n\n{{product|a piece you looked at}} has become cheaper. You find it where it was."
        "\n\n> Look at it | https://shop.example.com/seen",
    ),
    "silent": ("price alone does not do it", ""),
    "missed": (
        "It has been a while",
        "# It has been a while\n\nDear {{name}},\n\nsince your last order our joiners finished two new "
        "series. Come and see them.",
    ),
    "call": ("Call a promising new customer", "Wrote to them a week ago; no order yet."),
    "lead": ("A regular who stays away", "Half a year without an order, and no answer to our letter."),
    "bought": ("Ordered", ""),
}
_CHINESE = {
    "welcome": ("新客欢迎", "问候新顾客，并促成第一笔订单。"),
    "cart": ("购物车未结算", "提醒把商品留在购物车里的顾客；已下单的不再提醒。"),
    "back": ("久别重逢", "写信给半年没有下单的老顾客。"),
    "hello": (
        "{{name}}，欢迎来到茗舍",
        "# 欢迎您\n\n{{name}}，您好：\n\n第一次来，不知道从哪一款茶开始？直接回复这封信，"
        "告诉我们您平时喝什么，我们替您挑三款试试。",
    ),
    "reminder": (
        "先从一小罐开始",
        "{{name}}，您好：\n\n许多老茶客都是从五十克的小罐开始的，喝得惯再续大罐。",
    ),
    "left": ("购物车里的茶还给您留着", "{{name}}，您好：\n\n您选好的茶还在购物车里，我们会保留一周。"),
    "again": ("需要帮您挑选吗？", "{{name}}，您好：\n\n拿不准口味的话，回复这封信，店里的茶艺师替您参谋。"),
    "cheaper": ("降价提醒", "商品降价时，告诉看过它的顾客。"),
    "price": (
        "您看过的茶降价了",
        "{{name}}，您好：\n\n您最近看过的{{product|茶}}现在更实惠了，还在原来的地方等您。"
        "\n\n> 去看看 | https://shop.example.com/seen",
    ),
    "silent": ("降价无回应", ""),
    "missed": (
        "好久不见",
        "# 好久不见\n\n{{name}}，您好：\n\n上次下单已经是半年前了。今年的新茶到了，来看看吧。",
    ),
    "call": ("给有意向的新顾客打电话", "一周前写过信，还没有下单。"),
    "lead": ("久未下单的老顾客", "半年没有下单，也没有回信。"),
    "bought": ("已下单", ""),
}
