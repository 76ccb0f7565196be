"""Facts of an import: each customer brought or met is told once, with the state the tables hold."""

from pathlib import Path

import msgspec
import pytest
from tests.house import Shop

from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import choose, run_import
from rapport.customers.intake.tests.facts import told
from rapport.customers.party.api import CustomerState, load_states
from rapport.kernel.tenancy.api import as_tenant

HEAD = (
    "id,name,company,email,mobile,phone,wechat,street,zip,city,region,country,birthday,tags,stage,lang,"
    "web,vat\n"
)
ROWS = (
    '1,"Ann ""A"" \\ Lee",,Ann@Example.com;a2@example.com,0151 23456789,,annlee,Way 1,53111,Bonn,NRW,DE,'
    "1980-05-06,VIP; gold ;vip,lead,de,https://a.example,DE1\n"
    "2,,Acme 公司,info@acme.example,,+86 138 0013 8000,,,,上海,,中国,,，,,,,\n"
    "3,Bob\t\u2028<b>,,,,,,,,,,Atlantis,,new,,,,\n"
    "4,Cid,,cid@example.com,,,,,,,,,,,,,,\n"
    "4,Cid Two,,cid2@example.com,,,,Road 4,,Köln,,,,Gold,,,,\n"
    ",Dan,,dan@example.com,,,,,99,,,,,,,,,\n"
)
SECOND = HEAD + (
    "1,Ann Lee,,new@example.com,,,,,,Berlin,,,,silver,,,,\n5,Eve,,eve@example.com,,,,,,,,,,,,,,\n"
    "4,,,cid@example.com,,,,,,,,,,,,,,\n"
)


def _states(shop: Shop, lines: list[dict[str, object]]) -> tuple[list[CustomerState], list[CustomerState]]:
    payloads = [msgspec.convert(line["payload"], dict[str, object]) for line in lines]
    as_told = [msgspec.convert(one["state"], CustomerState) for one in payloads]
    with as_tenant(shop.tenant_id):
        kept = load_states([one.id for one in as_told])
    return as_told, [kept[one.id] for one in as_told]


@pytest.mark.parametrize("keys", [("external_id",), ("email",), ("external_id", "email"), ()])
def test_facts_carry_the_state_the_tables_hold(shop: Shop, tmp_path: Path, keys: tuple[str, ...]) -> None:
    path = tmp_path / "a.csv"
    for text, met in ((HEAD + ROWS, 0), (SECOND, 2)):
        path.write_text(text, encoding="utf-8")
        before = len(told(shop.tenant_id))
        run = take_path(path, "customers", actor=shop.actor)
        choose(run.id, actor=shop.actor, options={"keys": keys})
        progress = run_import(run.id, actor=shop.actor)
        facts = told(shop.tenant_id)[before:]
        assert len(facts) == progress.counts["customers"]
        as_told, as_kept = _states(shop, [line for _, line in facts])
        assert as_told == as_kept
        assert [line["version"] for _, line in facts] == [one.version for one in as_kept]
        if keys == ("external_id",):
            assert sum(name == "customer.updated.v1" for name, _ in facts) == met


def test_facts_of_a_file_of_many_are_all_told(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{n},Ann {n},,n{n}@example.com,,,,,,,,,,t{n % 7};T{n % 3},,,,\n" for n in range(1_203))
    path.write_text(HEAD + rows, encoding="utf-8")
    run_import(take_path(path, "customers", actor=shop.actor).id, actor=shop.actor)
    as_told, as_kept = _states(shop, [line for _, line in told(shop.tenant_id)])
    assert len(as_told) == 1_203
    assert as_told == as_kept
