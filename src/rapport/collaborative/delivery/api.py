"""The front door of delivery: conversations and messages for rooms above, the ways of channels beside."""

from rapport.collaborative.delivery.contracts import AccountDraft, AccountLine
from rapport.collaborative.delivery.operations.accounts import add_account, change_account, switch_account
from rapport.collaborative.delivery.operations.channels import (
    get_channel,
    list_channels,
    register_channel,
    want_active_channels,
)
from rapport.collaborative.delivery.operations.receiving import take_in
from rapport.collaborative.delivery.operations.reporting import take_report
from rapport.collaborative.delivery.operations.running import run_channel
from rapport.collaborative.delivery.operations.screens import AccountForm, AccountScreen, register_screen
from rapport.collaborative.delivery.operations.working import work
from rapport.collaborative.delivery.operations.writing import begin_conversation, write_message
from rapport.collaborative.delivery.queries.accounts import get_account
from rapport.collaborative.delivery.queries.threads import (
    get_conversation,
    list_conversations,
    list_messages,
    load_rows,
)

__all__ = [
    "AccountDraft",
    "AccountForm",
    "AccountLine",
    "AccountScreen",
    "add_account",
    "begin_conversation",
    "change_account",
    "get_account",
    "get_channel",
    "get_conversation",
    "list_channels",
    "list_conversations",
    "list_messages",
    "load_rows",
    "register_channel",
    "register_screen",
    "run_channel",
    "switch_account",
    "take_in",
    "take_report",
    "want_active_channels",
    "work",
    "write_message",
]
