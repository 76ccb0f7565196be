"""Campaigns on paper and by partners: an address file goes out, what comes back counts."""

import csv
import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.customers.consent.api import ConsentDraft, record_consent, record_consents
from rapport.customers.intake.api import take_path
from rapport.customers.intake.api.landing import run_import, undo_import
from rapport.customers.intake.contracts import ImportProgress
from rapport.customers.party.api import (
    AddressDraft,
    ContactDraft,
    CustomerDraft,
    create_customer,
    create_customers,
    set_roles,
)
from rapport.kernel.errors import Invalid
from rapport.operational.marketing.tests.by_hand import begun, heard, reached
from rapport.operational.marketing.tests.selling import recipients

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestPaper:
    def test_goes_to_whom_may_be_written_to_and_results_come_back(
        self, shop: Shop, signed_in: Client, tmp_path: Path
    ) -> None:
        ids = reached(shop, 3, "post")
        line = begun(shop, "letter")
        assert line.state == "done"
        record_consent(ConsentDraft(ids[2], "marketing", "post", False), actor=shop.actor)
        file = signed_in.get(f"/campaigns/{line.id}/addresses.csv").getvalue()
        rows = sorted(read(file), key=lambda one: one["name"])
        assert [(one["name"], one["street"], one["city"]) for one in rows] == [
            ("Ada 0", "Tea Lane 0", "Hamburg"),
            ("Ada 1", "Tea Lane 1", "Hamburg"),
        ]
        book = signed_in.get(f"/campaigns/{line.id}/addresses.xlsx").getvalue()
        assert book[:2] == b"PK"
        paper = signed_in.get(f"/campaigns/{line.id}/papers").content.decode()
        assert paper.count('class="paper"') == 2 and "20095 Hamburg" in paper
        assert "shell" not in paper  # the house's frame scrolls inside, and would print one screen of it
        assert "Hello Ada 1, the new tea is here.</p>" in paper and "tell us at any time" in paper
        rows[0] |= {"outcome": "interested", "note": "Wrote back"}
        rows[1] |= {"outcome": "退回"}
        rows.append({**rows[0], "reference": str(uuid4())})
        progress = bring_back(shop, rows, tmp_path / "results.csv")
        assert (progress.accepted, progress.rejected, progress.counts["leads"]) == (2, 1, 1)
        assert {one: row.outcome for one, row in heard(shop, line.id).items()} == {
            ids[0]: "interested",
            ids[1]: "returned",
        }
        undo_import(progress.id, actor=shop.actor)
        assert heard(shop, line.id) == {}

    def test_one_letter_goes_to_a_household(self, shop: Shop) -> None:
        place = AddressDraft(street="High Street 1", postal_code="1", city="Rome", country="IT")
        drafts = [CustomerDraft(name, addresses=(place,)) for name in ("Bea", "Cleo")]
        ids = [one.id for one in create_customers([*drafts, CustomerDraft("Nowhere")], actor=shop.actor)]
        record_consents([ConsentDraft(one, "marketing", "post", True) for one in ids], actor=shop.actor)
        line = begun(shop, "letter")
        reasons = {row.party_id: row.reason for row in recipients(shop, line.id)}
        assert reasons == {ids[0]: "", ids[1]: "same-address", ids[2]: "no-address"}

    def test_a_partner_gets_only_who_agreed_to_that_and_only_what_it_takes(
        self, shop: Shop, api: ApiCaller
    ) -> None:
        reached(shop, 1, "phone", purpose="partner")
        other = CustomerDraft("Bob", contact_points=(ContactDraft("phone", "+491511234599"),))
        bob = create_customer(other, actor=shop.actor)
        record_consent(ConsentDraft(bob.id, "marketing", "phone", True), actor=shop.actor)
        partner = create_customer(CustomerDraft("Tea Post", kind="company"), actor=shop.actor)
        set_roles(partner.id, ["partner"], actor=shop.actor)
        with pytest.raises(Invalid) as refusal:
            begun(shop, "partner", partner_id=partner.id, reach="phone")
        assert "purpose" in refusal.value.fields
        line = begun(shop, "partner", partner_id=partner.id, reach="phone", purpose="partner")
        (one,) = api.get(f"/campaigns/{line.id}/addresses").json()["items"]
        assert one["fields"]["phone"] == "+4915112345000" and "street" not in one["fields"]
        path = f"/campaigns/{line.id}/outcomes/{one['customer_id']}"
        assert api.post(path, {"outcome": "bought"}).json()["state"] == "done"
        listed = api.get(f"/campaigns/{line.id}/outcomes").json()["items"]
        assert [row["outcome"] for row in listed] == ["bought"]
        assert api.post(f"/campaigns/{line.id}/outcomes/{bob.id}", {"outcome": "bought"}).status_code == 404


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def bring_back(shop: Shop, rows: list[dict[str, str]], path: Path) -> ImportProgress:
    """Bring an address file back with what came of it."""
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    run = take_path(path, "outcomes", actor=shop.actor)
    return run_import(run.id, actor=shop.actor)
