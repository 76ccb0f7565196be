"""Charts as files: each kind, in paper's colours, and none that the house did not draw."""

import json
import re

import pytest
from django.test import Client

from rapport.ui.build import BUILT
from rapport.ui.contracts.charts import open_sealed, seal
from rapport.ui.rules.chart_files import PAPER, draw_file
from rapport.ui.rules.charts import in_language, line_spec, with_theme

SPEC = with_theme(
    line_spec([{"day": "2026-01-05", "sum": 1.5}, {"day": "2026-03-01", "sum": 2}], x="day", y="sum")
)


def test_each_kind_is_what_it_says() -> None:
    assert draw_file(SPEC, "png").startswith(b"\x89PNG")
    assert draw_file(SPEC, "pdf").startswith(b"%PDF")
    svg = draw_file(SPEC, "svg").decode()
    assert svg.startswith("<svg")
    assert not re.search("#a000[01]", svg)


def test_paper_has_the_colours_of_the_light_theme() -> None:
    tokens = (BUILT.parent / "css" / "tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}),", tokens))
    names = [*(f"s{number}" for number in range(1, 9)), "ink", "muted", "line", "card"]
    assert [light[name] for name in names] == list(PAPER.values())


def test_months_are_named_in_the_readers_language() -> None:
    assert "1月" in draw_file(in_language(SPEC, "zh_Hans_CN"), "svg").decode()
    assert "月" not in draw_file(in_language(SPEC, "en"), "svg").decode()


def test_days_are_written_in_the_readers_order() -> None:
    values = [{"day": f"2026-10-0{day}", "sum": day} for day in range(3, 9)]
    days = with_theme(line_spec(values, x="day", y="sum"))
    assert "10月4日" in draw_file(in_language(days, "zh_Hans_CN"), "svg").decode()
    assert "4. Okt." in draw_file(in_language(days, "de_DE"), "svg").decode()


def test_only_what_the_house_drew_is_drawn(signed_in: Client) -> None:
    text, sealed = json.dumps(SPEC), seal(SPEC)
    assert open_sealed(text, sealed) == SPEC
    own = json.dumps({**SPEC, "data": {"url": "http://127.0.0.1/secret"}})
    for spec, mark, kind in (
        (own, sealed, "svg"),
        (text, "", "svg"),
        ("{", sealed, "svg"),
        (text, sealed, "exe"),
    ):
        answer = signed_in.post("/charts/file", {"spec": spec, "seal": mark, "format": kind})
        assert answer.status_code == 422, (mark, kind)
    good = signed_in.post("/charts/file", {"spec": text, "seal": sealed, "format": "svg", "name": "a/../b"})
    assert good.headers["Content-Type"] == "image/svg+xml"
    assert good.headers["Content-Disposition"] == 'attachment; filename="a..b.svg"'


@pytest.mark.django_db
def test_a_stranger_saves_nothing(client: Client) -> None:
    answer = client.post("/charts/file", {"spec": json.dumps(SPEC), "seal": seal(SPEC), "format": "svg"})
    assert answer.status_code in (302, 403)
