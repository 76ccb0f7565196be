"""Made-up rows and their list for the style page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.ui.contracts.columns import (
    Badge,
    Column,
    DateTime,
    Day,
    Meter,
    Money,
    Number,
    Person,
    Tags,
    Text,
    Yes,
)
from rapport.ui.contracts.listing import Action, BulkAction, Choice, Empty, Filter, Listing, ListState, Total
from rapport.ui.http.samples.faces import sample_faces


@dataclass(frozen=True)
class SampleCustomer:
    """A row of the sample list."""

    id: int
    name: str
    email: str
    stage: str
    tags: tuple[str, ...]
    orders: int
    worth: int
    currency: str
    complete: float
    consent: bool
    since: date
    seen: datetime


NAMES = (
    "Ada Lovelace",
    "王小明",
    "Rosalind Franklin",
    "Café Müller GmbH",
    "陈静怡",
    "Grace Hopper",
    "Ōe Kenzaburō",
    "Norrland Outdoor AB",
    "欧阳修文",
    "Katherine Johnson",
    "محمد الفاتح",
    "Søren Kierkegaard",
    "李娜",
    "Green & Sons <Ltd>",
)
STAGES = ("active", "vip", "at_risk", "lost", "new")
STAGE_LABELS = {
    "active": gettext_lazy("Active"),
    "vip": gettext_lazy("VIP"),
    "at_risk": gettext_lazy("At risk"),
    "lost": gettext_lazy("Lost"),
    "new": gettext_lazy("New"),
}
TAGS = ("wholesale", "Newsletter", "老客户", "B2B", "repeat")
START = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


def sample_rows(first: int = 0, count: int = 30) -> list[SampleCustomer]:
    """Rows that are the same on every machine."""
    rows = []
    for i in range(first, first + count):
        name = NAMES[i % len(NAMES)]
        rows.append(
            SampleCustomer(
                id=i + 1,
                name=name,
                email=f"person{i + 1}@example.com",
                stage=STAGES[i * 7 % 5],
                tags=tuple(TAGS[(i + k) % 5] for k in range(i % 5)),
                orders=i * 37 % 210,
                worth=(i * 7919 % 90_000) * 113,
                currency=("EUR", "CNY", "USD", "JPY")[i % 4],
                complete=(i * 13 % 100) / 100,
                consent=i % 3 != 0,
                since=(START - timedelta(days=31 * i)).date(),
                seen=START - timedelta(hours=7 * i),
            )
        )
    return rows


def sample_columns() -> list[Column[SampleCustomer]]:
    """One column of nearly every kind."""
    return [
        Person(
            "name",
            _("Name"),
            href=lambda row: f"#{row.id}",
            company=lambda row: "&" in row.name or "GmbH" in row.name,
            sort=True,
            phone="title",
        ),
        Text("email", _("E-mail"), phone="under", edit=True),
        Badge(
            "stage",
            _("Stage"),
            labels=STAGE_LABELS,
            phone="aside",
            sort=True,
            tones={"active": "good", "vip": "accent", "at_risk": "warn", "lost": "plain", "new": "info"},
        ),
        Tags("tags", _("Tags")),
        Number("orders", _("Orders"), sort=True, newest_first=True),
        Money(
            "worth",
            _("Worth"),
            currency=lambda row: row.currency,
            sort=True,
            newest_first=True,
            phone="corner",
        ),
        Meter("complete", _("Complete")),
        Yes("consent", _("May write")),
        Day("since", _("Since"), sort=True),
        DateTime("seen", _("Last seen"), ago=True),
    ]


def sample_filters() -> list[Filter]:
    """Two filters: one of many values, one of one."""
    stages = [Choice(stage, STAGE_LABELS[stage], count=17 * (n + 1)) for n, stage in enumerate(STAGES)]
    months = [Choice("30", _("Last 30 days")), Choice("90", _("Last 90 days")), Choice("365", _("Last year"))]
    return [
        Filter("stage", _("Stage"), stages, icon="circle-dot"),
        Filter("since", _("Since"), months, many=False, icon="calendar"),
    ]


def sample_listing(state: ListState) -> Listing[SampleCustomer]:
    """A list with everything on it; searching for "nothing" shows the empty state."""
    first = int(state.after) if state.after.isdigit() else 0
    faces = sample_faces(state)
    rows = [] if state.search == "nothing" else sample_rows(first)
    return Listing(
        name="sample",
        title=_("Customers"),
        columns=sample_columns(),
        rows=rows,
        state=state,
        next_cursor=str(first + 30) if first < 300 and rows else None,
        total=Total(1_234_567, exact=False) if rows else Total(0),
        filters=sample_filters(),
        searchable=True,
        bulk=(
            BulkAction(_("Add tag"), "#", icon="tag", whole=True),
            BulkAction(_("Export"), "#", icon="download", download=True, whole=True),
            BulkAction(_("Archive"), "#", icon="archive", tone="bad"),
        ),
        actions=(
            Action(_("Import"), "#", icon="upload"),
            Action(_("New customer"), "/style/dialog", icon="plus", main=True, dialog=True, key="n"),
        ),
        more=(Action(_("Export"), "#", icon="download"), Action(_("Archive"), "#", icon="archive")),
        empty=Empty(_("No customers yet"), _("Import a file or add the first one by hand."), icon="users"),
        chooser=True,
        **faces,
    )
