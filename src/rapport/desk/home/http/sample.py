"""A small shop's orders as a file, to try an import with: in the reader's language, up to yesterday."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rapport.kernel.identity.api import tenant_of

FILE_NAME = "sample-orders.csv"
BUYERS = {
    "en": (
        ("Ada Byrne", "ada.byrne@example.com", "+353 1 555 0101", "IE", (2, 31, 58, 93, 121, 160, 204)),
        ("Bruno Costa", "bruno.costa@example.com", "+351 21 555 0102", "PT", (1, 16, 44, 71, 102)),
        ("Chloé Martin", "chloe.martin@example.com", "+33 1 55 55 01 03", "FR", (9, 66, 190)),
        ("Daniel Okafor", "daniel.okafor@example.com", "+44 20 7946 0104", "GB", (5, 40)),
        ("Elif Yılmaz", "elif.yilmaz@example.com", "+90 212 555 0105", "TR", (12,)),
        ("Freya Lindqvist", "freya.lindqvist@example.com", "+46 8 555 0106", "SE", (230, 251, 270, 301)),
        ("Freja Lindqvist", "f.lindqvist@example.com", "+46 8 555 0106", "SE", (20,)),
        ("Giulia Ricci", "giulia.ricci@example.com", "+39 06 555 0107", "IT", (310, 342)),
        ("Hugo Bauer", "hugo.bauer@example.com", "+49 30 555 0108", "DE", (75,)),
        ("Ines Novák", "ines.novak@example.com", "+420 255 550 109", "CZ", (355,)),
    ),
    "zh-hans": (
        ("王芳", "wang.fang@example.com", "+86 138 0000 0101", "CN", (2, 31, 58, 93, 121, 160, 204)),
        ("李伟", "li.wei@example.com", "+86 138 0000 0102", "CN", (1, 16, 44, 71, 102)),
        ("张敏", "zhang.min@example.com", "+86 138 0000 0103", "CN", (9, 66, 190)),
        ("刘洋", "liu.yang@example.com", "+86 138 0000 0104", "CN", (5, 40)),
        ("陈静", "chen.jing@example.com", "+86 138 0000 0105", "CN", (12,)),
        ("欧阳晓明", "ouyang.xiaoming@example.com", "+86 138 0000 0106", "CN", (230, 251, 270, 301)),
        ("欧阳小明", "ouyang@example.com", "+86 138 0000 0106", "CN", (20,)),
        ("赵磊", "zhao.lei@example.com", "+86 138 0000 0107", "CN", (310, 342)),
        ("黄丽", "huang.li@example.com", "+65 6555 0108", "SG", (75,)),
        ("周杰", "zhou.jie@example.com", "+86 138 0000 0109", "CN", (355,)),
    ),
}
"""Name, mailbox, phone, country, days since each order: regulars, lost ones, and one met twice."""


def write_sample(request: HttpRequest) -> BytesIO:
    """Return the file, with a byte order mark so that spreadsheets read it rightly."""
    today, currency = timezone.localdate(), tenant_of(request).currency
    goods = ((_("Green tea"), 12), (_("Tea pot"), 48), (_("Two cups"), 26), (_("Bamboo tray"), 35))
    buyers = BUYERS.get(get_language() or "", BUYERS["en"])
    bought = sorted(((days, buyer) for buyer in buyers for days in buyer[4]), reverse=True)
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(
        (
            _("Order number"),
            _("Date"),
            _("Customer name"),
            _("E-mail"),
            _("Phone"),
            _("Country"),
            _("Product"),
            _("Quantity"),
            _("Unit price"),
            _("Currency"),
        )
    )
    for number, (days, (name, email, phone, country, _all)) in enumerate(bought, start=1):
        for line in range(1 + number % 2):
            product, price = goods[(number + line) % len(goods)]
            day = (today - timedelta(days=days)).isoformat()
            quantity = 1 + (number + line) % 3
            rows.writerow(
                (f"S-{number:03}", day, name, email, phone, country, product, quantity, price, currency)
            )
    return BytesIO(b"\xef\xbb\xbf" + text.getvalue().encode())
