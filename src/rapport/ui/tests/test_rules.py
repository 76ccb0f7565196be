"""How amounts, days, names and counts are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import altair
import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.exceptions import ValidationError

from rapport.ui.rules.charts import at_width, bar_spec, in_language, line_spec, with_theme
from rapport.ui.rules.dates import write_ago, write_day, write_moment
from rapport.ui.rules.money import shape_of, write_money, write_money_short
from rapport.ui.rules.names import hue_of, write_initials
from rapport.ui.rules.numbers import write_count, write_share, write_size


class TestWriteMoney:
    @pytest.mark.parametrize(
        ("minor", "currency", "locale", "text"),
        [
            (123456, "EUR", "en", "€1,234.56"),
            (-5, "EUR", "en", "-€0.05"),
            (123456, "JPY", "en", "¥123,456"),
            (123456, "KWD", "en", "KWD123.456"),
            (123456, "CNY", "zh_Hans_CN", "¥1,234.56"),
            (123456, "EUR", "de", "1.234,56\xa0€"),
            (123456789, "INR", "en_IN", "₹12,34,567.89"),
        ],
    )
    def test_writes_each_locale(self, minor: int, currency: str, locale: str, text: str) -> None:
        assert write_money(minor, currency, locale) == text

    @given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "CNY", "TND", "USD", "XXQ"]))
    def test_agrees_with_babel(self, minor: int, currency: str) -> None:
        for locale in ("en", "zh_Hans_CN", "de", "hi"):
            digits = shape_of(currency, locale).digits
            expected = format_currency(Decimal(minor).scaleb(-digits), currency, locale=locale)
            assert write_money(minor, currency, locale) == expected

    def test_short_amounts_drop_minor_units(self) -> None:
        assert write_money_short(123456, "EUR", "en") == "€1,235"
        assert write_money_short(123456789, "EUR", "en") == "€1.2M"
        assert write_money_short(123456789, "CNY", "zh_Hans_CN") == "¥123.5万"


class TestWriteDates:
    def test_leaves_out_this_year(self) -> None:
        assert write_day(date(2026, 3, 4), "en", this_year=2026) == "Mar 4"
        assert write_day(date(2025, 3, 4), "en", this_year=2026) == "Mar 4, 2025"
        assert write_day(date(2025, 3, 4), "zh_Hans_CN", this_year=2026) == "2025年3月4日"

    def test_a_moment_is_shown_in_the_viewers_zone(self) -> None:
        now = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
        late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
        assert write_moment(late, "en", ZoneInfo("Asia/Shanghai"), now=now) == "7:30\u202fAM"
        assert write_moment(late, "en", ZoneInfo("UTC"), now=now) == "Mar 3 11:30\u202fPM"

    def test_ago_in_words_then_the_day(self) -> None:
        now = datetime(2026, 3, 4, 12, tzinfo=UTC)
        assert write_ago(now - timedelta(hours=3), "en", ZoneInfo("UTC"), now=now) == "3 hours ago"
        assert write_ago(now - timedelta(days=60), "en", ZoneInfo("UTC"), now=now) == "Jan 3"


class TestNames:
    @pytest.mark.parametrize(
        ("name", "initials"),
        [
            ("Ada Lovelace", "AL"),
            ("王小明", "小明"),
            ("", "?"),
            ("  ", "?"),
            ("Ōe", "Ō"),
            ("--- x", "X"),
            ("😀 Ada", "A"),
        ],
    )
    def test_initials(self, name: str, initials: str) -> None:
        assert write_initials(name) == initials

    @given(st.text())
    def test_any_text_has_initials_and_a_hue(self, name: str) -> None:
        assert 1 <= len(write_initials(name)) <= 4
        assert 0 <= hue_of(name) < 8


def test_counts_shares_sizes() -> None:
    assert write_count(9_999, "en") == "9,999"
    assert write_count(1_234_567, "en") == "1.2M"
    assert write_count(1_234_567, "zh_Hans_CN") == "123.5万"
    assert write_share(0.256, "en", 1) == "25.6%"
    assert write_size(1_234_567, "en") == "1.2 MB"


def test_a_narrow_charts_legend_stands_in_one_column() -> None:
    spec = {**line_spec([{"x": 1, "y": 2, "who": "a"}], x="x", y="y", series="who"), "width": 680}
    assert at_width(spec, 340)["config"]["legend"]["columns"] == 1
    assert "columns" not in at_width(spec, 680).get("config", {}).get("legend", {})


ROWS = [{"x": "2026-11-01", "y": 2, "who": "a"}]
DRAWN = (
    line_spec(ROWS, x="x", y="y", series="who", titles={"x": "Day", "y": "Orders"}),
    line_spec(ROWS, x="x", y="y", area=True, y_format=".0%", x_type="quantitative", x_format="~s"),
    bar_spec(ROWS, x="x", y="y"),
    bar_spec(ROWS, x="x", y="y", lying=True, format="$,.2f", sort=["a", "b"]),
)


@pytest.mark.parametrize("spec", DRAWN)
@pytest.mark.parametrize("locale", ["en", "zh_Hans_CN"])
def test_a_chart_is_one_altair_takes(spec: dict[str, Any], locale: str) -> None:
    """Altair holds it against the whole schema of Vega-Lite; loading it takes longer than drawing."""
    taken = altair.Chart.from_dict(at_width(in_language(with_theme(spec), locale), 340))
    assert isinstance(taken, altair.Chart)


def test_a_chart_altair_does_not_take_would_be_seen() -> None:
    with pytest.raises(ValidationError):
        altair.Chart.from_dict(with_theme({**DRAWN[0], "mark": {"type": "wiggle"}}))


def test_the_day_of_a_tip_is_written_whole_in_the_readers_language() -> None:
    (day, _many) = in_language(DRAWN[0], "zh_Hans_CN")["encoding"]["tooltip"]
    assert (day["format"], "axis" in day) == ("%Y年%-m月%-d日", False)
