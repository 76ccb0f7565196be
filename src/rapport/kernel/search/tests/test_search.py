"""Records are found by what people remember of them, and by nobody who may not see them."""

import random
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.house import Shop

from rapport.kernel.identity.api import Actor, FieldRule, Grant, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.search import registry, rules
from rapport.kernel.search.api import Document, drop_documents, index_documents, register_kind, search
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    register_kind("customer", lambda: "Customers", private_field="contact_point")
    register_kind("order", lambda: "Orders")


ANNA = Document("customer", new_id(), "Anna Schmidt-Müller", "K-00123", "anna.s@tea.example +493012345678")
WANG = Document("customer", new_id(), "王小明", "", "wang@茶.example +8613812345678")
SHOP = Document("customer", new_id(), "Tea茶 House 北京茶叶公司", "DE123456789")
ORDER = Document("order", new_id(), "SO-2024-00871", "Anna Schmidt-Müller")
ALL = (ANNA, WANG, SHOP, ORDER)


def found(actor: Actor, text: str, kinds: tuple[str, ...] = ()) -> list[UUID]:
    with as_tenant(actor.tenant_id):
        return [hit.record_id for hit in search(actor, text, kinds=kinds)]


class TestFinding:
    @pytest.fixture(autouse=True)
    def indexed(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            index_documents(ALL)

    @pytest.mark.parametrize(
        ("text", "document"),
        [
            ("anna", ANNA),
            ("schmidtmm", None),
            ("schm ann", ANNA),
            ("muller", ANNA),
            ("MÜLLER", ANNA),
            ("tea.exa", ANNA),
            ("anna.s@tea.example", ANNA),
            ("93012", ANNA),
            ("30 1234 56", ANNA),
            ("(030) 1234-5678", ANNA),
            ("+49 30 12345678", ANNA),
            ("123", ANNA),
            ("K-00123", ANNA),
            ("王", WANG),
            ("小明", WANG),
            ("明小", None),
            ("北京", SHOP),
            ("茶叶公司", SHOP),
            ("ｔｅａ", SHOP),
            ("tea hou", SHOP),
            ("00871", ORDER),
            ("SO-2024", ORDER),
            ("2024-00871", ORDER),
            ("nobody", None),
            ("", None),
            ("%_'\"\\", None),
            ("schmidtmeyer", None),
        ],
    )
    def test_by(self, shop: Shop, text: str, document: Document | None) -> None:
        answers = found(shop.actor, text)
        assert (answers[:1] == [document.record_id]) if document else answers == []

    def test_puts_the_title_before_the_text(self, shop: Shop) -> None:
        assert found(shop.actor, "anna schmidt") == [ANNA.record_id, ORDER.record_id]
        assert found(shop.actor, "anna schmidt", kinds=("order",)) == [ORDER.record_id]

    def test_shows_nothing_to_a_stranger(self, shop: Shop, other_shop: Shop) -> None:
        assert found(other_shop.actor, "anna") == []

    def test_forgets_what_is_dropped_and_follows_what_changed(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            drop_documents("customer", [WANG.record_id])
            index_documents([replace(ANNA, title="Anna Weber")])
        assert found(shop.actor, "王") == []
        assert found(shop.actor, "weber") == [ANNA.record_id]
        assert found(shop.actor, "müller", kinds=("customer",)) == []


class TestRights:
    def test_reach_only_the_records_of_ones_scope(self, shop: Shop) -> None:
        unit, owner = new_id(), new_id()
        with as_tenant(shop.tenant_id):
            index_documents([replace(ANNA, unit_id=unit), replace(WANG, owner_id=owner), SHOP])
        clerk = Actor(
            shop.tenant_id, "member", owner, "Clerk", member_id=owner, unit_id=unit, unit_ids=(unit,)
        )
        unit_clerk = replace(clerk, grants=(Grant("view", "customer", Scope.UNIT),))
        own_clerk = replace(clerk, grants=(Grant("view", "customer", Scope.OWN),))
        assert found(unit_clerk, "anna") == [ANNA.record_id]
        assert found(unit_clerk, "王") == []
        assert found(own_clerk, "王") == [WANG.record_id]
        assert found(clerk, "anna") == []

    def test_hide_what_is_found_by_hidden_fields(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            index_documents(ALL)
        rule = FieldRule("customer", "contact_point", "hidden")
        blind = replace(shop.actor, field_rules=(rule,))
        assert found(blind, "2345678") == []
        assert found(blind, "anna", kinds=("customer",)) == [ANNA.record_id]


def test_every_record_is_found_by_its_words_among_many(shop: Shop) -> None:
    rng = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er", "in")]
    rows = [
        Document(
            "customer",
            new_id(),
            " ".join("".join(rng.choices(syllables, k=rng.choice((2, 3)))) for _ in range(2)),
            private=f"+49{rng.randrange(10**9, 10**10)}",
        )
        for _ in range(5_000)
    ]
    with as_tenant(shop.tenant_id):
        assert index_documents(rows) == len(rows)
        for row in rng.sample(rows, 50):
            assert row.record_id in {hit.record_id for hit in search(shop.actor, row.title)}
            assert row.record_id in {hit.record_id for hit in search(shop.actor, row.private[4:10])}


def test_the_gram_index_serves_a_tenant_the_statistics_do_not_know(shop: Shop) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select prosrc, proconfig from pg_proc where proname = 'search_candidates'")
        source, config = cursor.fetchone() or ("", ())
    assert "enable_seqscan=off" in config
    source = source.replace("units is null", "true")
    for name, value in (("wanted", "'{1,2}'::int4[]"), ("any(kinds)", "any('{customer}')"), ("most", "200")):
        source = source.replace(name, value)
    for name in ("units", "owners"):
        source = source.replace(f"any({name})", "any('{}'::uuid[])")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("set local role rapport_gate")
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("select set_config('rapport.tenant', %s, true)", [str(shop.tenant_id)])
        cursor.execute(f"explain {source}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "search_grams" in plan
    assert "search_document_pkey" not in plan


@given(st.text(max_size=60))
def test_any_text_fits_itself(text: str) -> None:
    for terms in rules.read_query(text)[-1:]:
        grams = rules.grams_of(text)
        assert rules.score_of(terms, text, "", 0) is not None
        if len(rules.words_of(rules.fold(text))) <= rules.MOST_TERMS:
            assert all(set(rules.grams_of_term(term)) <= grams for term in terms)


class TestTypingErrors:
    """One wrong letter in a word of five letters or more; exact before beginnings before typing errors."""

    @pytest.fixture(autouse=True)
    def indexed(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            index_documents(ALL)

    @pytest.mark.parametrize(
        "text",
        [
            "schimdt",
            "Schmid",
            "schmitd",
            "schmmidt",
            "scmidt",
            "zchmidt",
            "schmidz",
            "mulller",
            "muler anna",
            "anna schmiddt",
            "shcmidt muleler",
        ],
    )
    def test_are_forgiven(self, shop: Shop, text: str) -> None:
        assert ANNA.record_id in found(shop.actor, text, kinds=("customer",))

    @pytest.mark.parametrize("text", ["schimtd", "ana", "anan", "k-00132", "2345876", "小王明x"])
    def test_are_not_forgiven_twice_nor_in_short_words_and_numbers(self, shop: Shop, text: str) -> None:
        assert ANNA.record_id not in found(shop.actor, text)

    def test_come_last(self, shop: Shop) -> None:
        exact, longer, inside, misspelt = (
            Document("customer", new_id(), title)
            for title in ("Marten", "Martensen Ole", "Ole Martens", "Ole Marteng")
        )
        near = Document("customer", new_id(), "Marden")
        with as_tenant(shop.tenant_id):
            index_documents([near, inside, longer, exact, misspelt])
            hits = search(shop.actor, "marten")
        order = [hit.record_id for hit in hits]
        assert order[:2] == [exact.record_id, longer.record_id]
        assert set(order[2:4]) == {inside.record_id, misspelt.record_id}
        assert order[4] == near.record_id

    def test_tell_nothing_of_what_is_hidden(self, shop: Shop, other_shop: Shop) -> None:
        assert found(other_shop.actor, "schimdt") == []
        stranger = replace(shop.actor, kind="member", grants=(Grant("view", "customer", Scope.OWN),))
        assert found(stranger, "schimdt") == []


@given(st.text("abcdeßéя", min_size=1, max_size=9), st.text("abcdeßéя", min_size=1, max_size=9))
def test_one_edit_is_what_damerau_says(one: str, other: str) -> None:
    assert rules.one_edit_apart(one, other) == (_distance(one, other) == 1)


@given(st.text("abcdefgя", min_size=5, max_size=12), st.data())
def test_words_one_edit_apart_share_a_gram(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    edits = [
        word[:at] + word[at + 1 :],
        word[:at] + "z" + word[at:],
        word[:at] + "z" + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ]
    grams = rules.misspellings_of(word)
    for edit in edits:
        if len(edit) >= 5:
            assert grams & rules.misspellings_of(edit)


def _distance(one: str, other: str) -> int:
    """The optimal string alignment distance, by the book."""
    rows = {(at, 0): at for at in range(len(one) + 1)} | {(0, at): at for at in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]
