"""Customers are asked by the last word they gave."""

from tests.house import Shop

from rapport.customers.consent.api import record_consents
from rapport.customers.consent.contracts import ConsentDraft
from rapport.customers.party.api import list_customers
from rapport.customers.party.contracts import CustomerFilter
from rapport.customers.party.tests.people import enter
from rapport.kernel.filters.api import parse
from rapport.kernel.tenancy.api import as_tenant


def names(shop: Shop, form: str) -> list[str]:
    with as_tenant(shop.tenant_id):
        page = list_customers(shop.actor, filter=CustomerFilter(where=parse(form)), sort="name")
    return [row.name for row in page.rows]


def test_only_the_last_statement_counts(shop: Shop) -> None:
    ada, grace = enter(shop, "Ada"), enter(shop, "Grace")
    for party, given in ((ada, True), (grace, True), (grace, False)):
        record_consents([ConsentDraft(party.id, "newsletter", "email", given)], actor=shop.actor)
    enter(shop, "Nobody")
    allowed = "some.consents(purpose:is:newsletter;channel:is:email;given:is:true)"
    assert names(shop, allowed) == ["Ada"]
    assert names(shop, f"not({allowed})") == ["Grace", "Nobody"]
    assert names(shop, "some.consents(given:is:false)") == ["Grace"]
    assert names(shop, "no.consents(and())") == ["Nobody"]
