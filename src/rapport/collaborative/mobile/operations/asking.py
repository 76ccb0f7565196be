"""Asking by SMS whether a number typed into a form is its writer's."""

from rapport.collaborative.delivery.api import SampleDraft, list_accounts, write_sample
from rapport.kernel.identity.api import system_actor
from rapport.kernel.tenancy.api import current_tenant_id


def ask_by_sms(number: str, text: str) -> bool:
    """Send a question to a number nobody is known by yet, from the business's first number at work; False
    where there is none. Budgets and tariffs hold as for any SMS; it advertises nothing."""
    actor = system_actor(current_tenant_id())
    account = list_accounts(actor).filter(channel="sms", active=True).order_by("created_at", "id").first()
    if account is None:
        return False
    write_sample(SampleDraft(number, "", text), account.id, actor=actor)
    return True
