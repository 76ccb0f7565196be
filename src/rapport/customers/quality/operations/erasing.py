"""Erasing a person's data on request: what identifies goes, what was bought stays as nobody's."""

from uuid import UUID

from rapport.customers.accounts.api import forget_accounts
from rapport.customers.consent.api import PreferenceState, set_preference
from rapport.customers.forms.api import forget_entries
from rapport.customers.matching.api import forget_merges
from rapport.customers.party.api import blank_customers, list_merged_ids, lock_customers
from rapport.customers.party.events import CustomerErased
from rapport.customers.prospects.api import forget_prospects
from rapport.customers.timeline.api import forget_kept
from rapport.kernel.audit.api import forget_contents
from rapport.kernel.blobs.api import drop_blob
from rapport.kernel.fields.api import drop_values
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work


def erase_customer(party_id: UUID, *, actor: Actor) -> None:
    """Erase a party's personal data, and that of records merged into it; raises `Missing`, `MergedAway`.

    Names, contact points, addresses, identities, tags, ties, insights, notes, tasks, files, what was typed
    into forms and the timeline's words go. The id, its unit, its sums and its consents stay: money must add
    up, and a withdrawal must be provable. Nobody may be contacted after it. `customer.erased.v1` tells who
    keeps copies. History forgets what it recorded of the person and keeps that it did, with its seals whole.
    """
    with unit_of_work(actor) as work:
        state = lock_customers([party_id], actor=actor, verb="delete")[party_id]
        ids = [party_id, *list_merged_ids(party_id)]
        set_preference(party_id, PreferenceState(do_not_contact=True), actor=actor)
        blobs = forget_kept(ids)
        for blob_id in blobs:
            drop_blob(blob_id, actor=actor)
        forget_merges(ids)
        forget_entries(ids)
        forget_prospects(ids)
        forget_accounts(ids)
        drop_values(ids, actor=actor)
        ties = blank_customers(ids, now=work.now)
        work.record(CustomerErased(customer_id=party_id, version=state.version + 1))
        forget_contents(ids, [*ties, *blobs])
