"""What a demo shop's owner is sent and told: Monday's figures, and two metrics that are watched."""

from collections.abc import Mapping

from rapport.analytical.reporting.api import add_alert, add_schedule
from rapport.analytical.reporting.contracts.alerts import AlertDraft
from rapport.analytical.reporting.contracts.sending import ScheduleDraft
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import TenantProfile
from rapport.site.demo.records import Shop

_ENGLISH = ("Monday's figures", "Revenue of a day", "Orders of a day")
_CHINESE = ("周一报表", "每日收入", "每日订单")


def fill_reports(shop: Shop, staff: Mapping[str, Actor], tenant: TenantProfile) -> None:
    """Have the owner sent the business's figures each week, and told when money or orders stand out."""
    owner = staff[f"owner@{shop.slug}.example.com"]
    report, money, orders = _CHINESE if shop.language.startswith("zh") else _ENGLISH
    draft = ScheduleDraft(
        name=report,
        board="owner",
        zone=tenant.zone,
        locale="zh-hans" if shop.language.startswith("zh") else "en",
        members=(owner.member_id,) if owner.member_id else (),
    )
    add_schedule(draft, actor=owner)
    add_alert(AlertDraft(name=money, metric="revenue"), actor=owner)
    add_alert(AlertDraft(name=orders, metric="orders", side="below", sense="calm"), actor=owner)
