"""Real customers for tests that read one's recommendations."""

from uuid import UUID

from tests.house import Shop

from rapport.customers.party.api import CustomerDraft, create_customers


def enter_customers(shop: Shop, count: int) -> list[UUID]:
    """Enter so many customers into a shop and return their ids."""
    drafts = [CustomerDraft(name=f"Customer {number}") for number in range(count)]
    return [state.id for state in create_customers(drafts, actor=shop.actor)]
