"""The front door of delivery: conversations and messages for rooms above, the ways of channels beside."""

from rapport.collaborative.delivery.contracts import AccountDraft, AccountLine
from rapport.collaborative.delivery.operations.accounts import add_account, change_account, switch_account
from rapport.collaborative.delivery.operations.answering import answer_many
from rapport.collaborative.delivery.operations.caring import (
    assign_customer,
    assign_sender,
    change_conversations,
)
from rapport.collaborative.delivery.operations.caring_many import (
    care_for_many,
    columns_of,
    put_back_many,
    tag_many,
)
from rapport.collaborative.delivery.operations.channels import (
    get_channel,
    list_channels,
    register_channel,
    want_active_channels,
)
from rapport.collaborative.delivery.operations.charging import register_charging, resume_stopped
from rapport.collaborative.delivery.operations.hearing import register_listener
from rapport.collaborative.delivery.operations.mass import (
    MassDraft,
    draw_token,
    drop_group,
    hold_group,
    refuse_dead,
    release_group,
    write_many,
)
from rapport.collaborative.delivery.operations.moving import begin_beside, move_messages
from rapport.collaborative.delivery.operations.past import Fate, enter_fates
from rapport.collaborative.delivery.operations.receiving import take_in
from rapport.collaborative.delivery.operations.receiving_many import take_in_many
from rapport.collaborative.delivery.operations.reporting import take_report, take_reports
from rapport.collaborative.delivery.operations.running import run_channel
from rapport.collaborative.delivery.operations.samples import SampleDraft, write_sample
from rapport.collaborative.delivery.operations.screens import AccountForm, AccountScreen, register_screen
from rapport.collaborative.delivery.operations.sending import note_outcome
from rapport.collaborative.delivery.operations.telling import announce_conversation, announce_presence
from rapport.collaborative.delivery.operations.together import Together
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.operations.writing import (
    begin_conversation,
    withdraw_message,
    write_message,
)
from rapport.collaborative.delivery.queries.accounts import (
    find_door,
    find_state,
    get_account,
    list_account_names,
    list_accounts,
)
from rapport.collaborative.delivery.queries.dead import list_dead_addresses
from rapport.collaborative.delivery.queries.groups import (
    Carried,
    CarriedState,
    GroupCount,
    count_advertised,
    count_channels,
    count_group,
    find_carried,
    list_advertised,
    load_carried,
)
from rapport.collaborative.delivery.queries.threads import (
    count_load,
    count_written,
    find_acquainted,
    find_answered,
    find_attended,
    find_message_of,
    get_conversation,
    get_conversation_for_update,
    line_of,
    list_conversations,
    list_latest_tags,
    list_messages,
    load_messages,
    load_rows,
    name_parties,
    name_threads,
)
from rapport.collaborative.delivery.queries.words import (
    DELIVERIES,
    MATCHES,
    REASONS,
    REFUSED_FILES,
    STATES,
    register_reasons,
)
from rapport.collaborative.delivery.rules.texts import PICTURES

__all__ = [
    "DELIVERIES",
    "MATCHES",
    "PICTURES",
    "REASONS",
    "REFUSED_FILES",
    "STATES",
    "AccountDraft",
    "AccountForm",
    "AccountLine",
    "AccountScreen",
    "Carried",
    "CarriedState",
    "Fate",
    "GroupCount",
    "MassDraft",
    "SampleDraft",
    "Together",
    "add_account",
    "announce_conversation",
    "announce_presence",
    "answer_many",
    "assign_customer",
    "assign_sender",
    "begin_beside",
    "begin_conversation",
    "care_for_many",
    "change_account",
    "change_conversations",
    "columns_of",
    "count_advertised",
    "count_channels",
    "count_group",
    "count_load",
    "count_written",
    "draw_token",
    "drop_group",
    "enter_fates",
    "find_acquainted",
    "find_answered",
    "find_attended",
    "find_carried",
    "find_door",
    "find_message_of",
    "find_state",
    "get_account",
    "get_channel",
    "get_conversation",
    "get_conversation_for_update",
    "hold_group",
    "line_of",
    "list_account_names",
    "list_accounts",
    "list_advertised",
    "list_channels",
    "list_conversations",
    "list_dead_addresses",
    "list_latest_tags",
    "list_messages",
    "load_carried",
    "load_messages",
    "load_rows",
    "move_messages",
    "name_parties",
    "name_threads",
    "note_outcome",
    "put_back_many",
    "refuse_dead",
    "register_channel",
    "register_charging",
    "register_listener",
    "register_reasons",
    "register_screen",
    "release_group",
    "resume_stopped",
    "run_channel",
    "switch_account",
    "tag_many",
    "take_in",
    "take_in_many",
    "take_report",
    "take_reports",
    "want_active_channels",
    "withdraw_message",
    "work",
    "write_many",
    "write_message",
    "write_sample",
]
