"""Names sort as people expect, and contact points meet however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.customers.party.rules.contacts import normalise
from rapport.customers.party.rules.names import display_name, fold, sort_key
from rapport.kernel.errors import Invalid


class TestSortKey:
    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("Éva Özdemir", "eva ozdemir"),
            ("  Straße   7 ", "strasse 7"),
            ("王芳", "wang fang"),
            ("曾国藩", "zeng guo fan"),
            ("Łukasz Øberg", "lukasz oberg"),
            ("ACME 北京 Ltd", "acme bei jing ltd"),
            ("", ""),
        ],
    )
    def test_folds_case_accents_and_characters(self, name: str, key: str) -> None:
        assert sort_key(name) == key

    def test_sorts_chinese_names_among_latin_ones(self) -> None:
        names = ["Wood", "王芳", "Vogel", "Xenia", "李娜", "Lang"]
        assert sorted(names, key=sort_key) == ["Lang", "李娜", "Vogel", "王芳", "Wood", "Xenia"]

    @given(st.text(max_size=400))
    def test_is_stable_and_fits_its_column(self, name: str) -> None:
        key = sort_key(name)
        assert len(key) <= 300
        assert sort_key(name.upper().lower()) == sort_key(name.upper().lower())

    @given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
    def test_of_plain_text_ignores_case(self, name: str) -> None:
        assert sort_key(name.upper()) == sort_key(name.lower())


class TestDisplayName:
    def test_puts_the_family_first_where_names_are_chinese(self) -> None:
        assert display_name("芳", "王") == "王芳"
        assert display_name("Ada", "Lovelace") == "Ada Lovelace"
        assert display_name("", "Lovelace") == "Lovelace"


class TestNormalise:
    @pytest.mark.parametrize(
        ("kind", "value", "country", "normal"),
        [
            ("email", " Ada@Example.ORG ", "", "ada@example.org"),
            ("email", "jörg@müller.de", "", "jörg@müller.de"),
            ("phone", "0176 12345678", "DE", "+4917612345678"),
            ("phone", "+49 (176) 123-45678", "", "+4917612345678"),
            ("phone", "0049 176 12345678", "CN", "+4917612345678"),
            ("phone", "138 0013 8000", "CN", "+8613800138000"),
            ("fax", "(212) 555-2368", "US", "+12125552368"),
            ("web", "https://www.Example.org/shop/", "", "example.org/shop"),
        ],
    )
    def test_gives_one_form_for_many_spellings(
        self, kind: str, value: str, country: str, normal: str
    ) -> None:
        assert normalise(kind, value, country=country) == normal

    def test_keeps_handles_of_two_networks_apart(self) -> None:
        assert normalise("handle", "@Ada", label="WeChat") == "wechat:ada"
        assert normalise("handle", "ada", label="Line") != normalise("handle", "ada", label="WeChat")

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("email", "ada"),
            ("email", "a@b"),
            ("email", "a b@example.org"),
            ("email", "a..b@example.org"),
            ("email", "x" * 300 + "@example.org"),
            ("phone", "12"),
            ("phone", "0176 12345678"),
            ("phone", "call me"),
            ("phone", "+49" + "1" * 30),
            ("web", "javascript:alert(1)"),
            ("web", "http://[::1"),
            ("pigeon", "coo"),
            ("email", "   "),
        ],
    )
    def test_refuses_what_reaches_nobody(self, kind: str, value: str) -> None:
        with pytest.raises(Invalid):
            normalise(kind, value)

    @given(st.sampled_from(["email", "phone", "fax", "handle", "web"]), st.text(max_size=80))
    def test_refuses_or_gives_a_form_that_stays_itself(self, kind: str, value: str) -> None:
        try:
            normal = normalise(kind, value, country="DE", label="x")
        except Invalid:
            return
        again = normal.partition(":")[2] if kind == "handle" else normal
        if again.strip() and kind != "handle":
            assert normalise(kind, again, country="FR", label="x") == normal


def test_fold_makes_one_tag_of_many_spellings() -> None:
    assert fold("  VIP  Kunde ") == fold("vip kunde")
