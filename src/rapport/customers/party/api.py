"""The front door of the room: entering, changing, finding parties, and what is learnt about them."""

from rapport.customers.party.contracts import (
    PLAIN_FIELDS,
    AddressDraft,
    AddressState,
    Arrival,
    ContactDraft,
    ContactState,
    CustomerDraft,
    CustomerFilter,
    CustomerRow,
    CustomerState,
    Difference,
    ExternalIdDraft,
    ExternalIdState,
    HandoverLine,
    InsightDraft,
    InsightLine,
    MergedAway,
    MergeParticipant,
    Mode,
    Page,
    PartyRef,
    PurchaseCounter,
    RelationLine,
    TagLine,
)
from rapport.customers.party.operations.arrivals import register_take_in, state_of, take_in_customers
from rapport.customers.party.operations.change import (
    add_address,
    add_contact_point,
    add_external_id,
    change_address,
    change_contact_point,
    remove_address,
    remove_contact_point,
    remove_external_id,
    set_roles,
    update_customer,
)
from rapport.customers.party.operations.create import (
    create_customer,
    create_customers,
    home_country,
    write_customers,
)
from rapport.customers.party.operations.custom import refuse_custom, set_custom_fields
from rapport.customers.party.operations.edit import publish, record_facts
from rapport.customers.party.operations.filling import Filling, fill_customers
from rapport.customers.party.operations.finding import forget_missing, index_later, list_batch
from rapport.customers.party.operations.handover import hand_over
from rapport.customers.party.operations.insights import record_insights, set_purchase_counters
from rapport.customers.party.operations.joining import lock_customers, write_merge, write_unmerge
from rapport.customers.party.operations.participants import list_participants, register_participant
from rapport.customers.party.operations.personal import (
    list_forgetters,
    list_personal_copies,
    list_personal_tables,
    register_personal,
)
from rapport.customers.party.operations.reach import place, require_owners, require_units
from rapport.customers.party.operations.refresh import Refresh, refresh_customers
from rapport.customers.party.operations.relations import add_relation, form_household, remove_relation
from rapport.customers.party.operations.rows import hash_joins, insert_rows
from rapport.customers.party.operations.stages import move_stages
from rapport.customers.party.operations.tags import (
    change_tag,
    create_tag,
    remove_tag,
    set_tags,
    tag_customers,
)
from rapport.customers.party.queries.beside import (
    list_handovers,
    list_insight_history,
    list_insights,
    list_relations,
    list_tags,
    list_tied,
)
from rapport.customers.party.queries.hierarchy import GroupMember, list_group
from rapport.customers.party.queries.lists import SORTS, count_customers, list_customers, load_rows
from rapport.customers.party.queries.loaded import customer_of, find_seen, load_customer, seen_of
from rapport.customers.party.queries.places import known_units
from rapport.customers.party.queries.reaching import (
    choose_addresses,
    choose_postal_addresses,
    choose_zones,
    find_blank,
    load_zones,
)
from rapport.customers.party.queries.records import find_last_change, write_records
from rapport.customers.party.queries.scopes import found_ids, load_names, visible_ids
from rapport.customers.party.queries.silent import list_silent
from rapport.customers.party.queries.states import (
    get_customer,
    get_party_for_update,
    list_merged_ids,
    load_states,
    resolve_customer,
    resolve_customers,
)
from rapport.customers.party.queries.veil import veil_state
from rapport.customers.party.queries.whereabouts import place_fields
from rapport.customers.party.rules.contacts import normalise
from rapport.customers.party.rules.drafts import Prepared, prepare
from rapport.customers.party.rules.names import display_name, fold, sort_key

__all__ = [
    "PLAIN_FIELDS",
    "SORTS",
    "AddressDraft",
    "AddressState",
    "Arrival",
    "ContactDraft",
    "ContactState",
    "CustomerDraft",
    "CustomerFilter",
    "CustomerRow",
    "CustomerState",
    "Difference",
    "ExternalIdDraft",
    "ExternalIdState",
    "Filling",
    "GroupMember",
    "HandoverLine",
    "InsightDraft",
    "InsightLine",
    "MergeParticipant",
    "MergedAway",
    "Mode",
    "Page",
    "PartyRef",
    "Prepared",
    "PurchaseCounter",
    "Refresh",
    "RelationLine",
    "TagLine",
    "add_address",
    "add_contact_point",
    "add_external_id",
    "add_relation",
    "change_address",
    "change_contact_point",
    "change_tag",
    "choose_addresses",
    "choose_postal_addresses",
    "choose_zones",
    "count_customers",
    "create_customer",
    "create_customers",
    "create_tag",
    "customer_of",
    "display_name",
    "fill_customers",
    "find_blank",
    "find_last_change",
    "find_seen",
    "fold",
    "forget_missing",
    "form_household",
    "found_ids",
    "get_customer",
    "get_party_for_update",
    "hand_over",
    "hash_joins",
    "home_country",
    "index_later",
    "insert_rows",
    "known_units",
    "list_batch",
    "list_customers",
    "list_forgetters",
    "list_group",
    "list_handovers",
    "list_insight_history",
    "list_insights",
    "list_merged_ids",
    "list_participants",
    "list_personal_copies",
    "list_personal_tables",
    "list_relations",
    "list_silent",
    "list_tags",
    "list_tied",
    "load_customer",
    "load_names",
    "load_rows",
    "load_states",
    "load_zones",
    "lock_customers",
    "move_stages",
    "normalise",
    "place",
    "place_fields",
    "prepare",
    "publish",
    "record_facts",
    "record_insights",
    "refresh_customers",
    "refuse_custom",
    "register_participant",
    "register_personal",
    "register_take_in",
    "remove_address",
    "remove_contact_point",
    "remove_external_id",
    "remove_relation",
    "remove_tag",
    "require_owners",
    "require_units",
    "resolve_customer",
    "resolve_customers",
    "seen_of",
    "set_custom_fields",
    "set_purchase_counters",
    "set_roles",
    "set_tags",
    "sort_key",
    "state_of",
    "tag_customers",
    "take_in_customers",
    "update_customer",
    "veil_state",
    "visible_ids",
    "write_customers",
    "write_merge",
    "write_records",
    "write_unmerge",
]
