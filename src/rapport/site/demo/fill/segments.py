"""Six segments a shop would keep: who brings the money, who is leaving, new, or to be written to."""

from rapport.analytical.segmentation.api import add_segment
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Shop

RULES = (
    ("segment:any_of:champions|loyal", "Best customers", "最佳客户"),
    ("segment:any_of:at_risk|cannot_lose", "Good ones who stay away", "久未光顾的好客户"),
    ("first_purchase:within:last-30-days", "First purchase this month", "本月首次购买"),
    ("orders:is:1;last_purchase:before:today-60d", "Bought once, two months ago", "两个月前只买过一次"),
    ("birth_date:yearly:next-7-days", "Birthday within a week", "一周内生日"),
    (
        "orders:at_least:1;no.consents(and(purpose:is:newsletter;given:is:true))",
        "Buy, but get no newsletter",
        "购买但未订阅通讯",
    ),
)
"""Conditions, and the name in English and Chinese."""


def fill_segments(shop: Shop, *, actor: Actor) -> None:
    """Add the segments; jobs fill them once the shop is there."""
    chinese = shop.language.startswith("zh")
    for rule, english, name in RULES:
        add_segment(name if chinese else english, rule, actor=actor)
