"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.inbox.http import inbox, settings, thread, whose, work
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "conversation"), needs("edit", "conversation")
_rules, _rule = needs("view", "routing"), needs("edit", "routing")
_ONE = "conversations/<uuid:conversation_id>"

urlpatterns = [
    path("inbox", _see(inbox.show_inbox), name="inbox"),
    path("inbox/queues", _see(inbox.show_queues), name="inbox_queues"),
    path(_ONE, _see(thread.show_thread), name="conversation"),
    path(f"{_ONE}/said", _see(thread.show_said), name="conversation_said"),
    path(f"{_ONE}/customer", _see(thread.show_customer), name="conversation_customer"),
    path(f"{_ONE}/answer", _edit(work.answer), name="conversation_answer"),
    path(f"{_ONE}/messages/<uuid:message_id>/withdraw", _edit(work.withdraw), name="message_withdraw"),
    path(f"{_ONE}/draft", _edit(work.draft), name="conversation_draft"),
    path(f"{_ONE}/note", needs("create", "note")(work.note), name="conversation_note"),
    path(f"{_ONE}/assign", _edit(work.assign), name="conversation_assign"),
    path(f"{_ONE}/close", _edit(work.close), name="conversation_close"),
    path(f"{_ONE}/reopen", _edit(work.reopen), name="conversation_reopen"),
    path(f"{_ONE}/snooze", _edit(work.snooze), name="conversation_snooze"),
    path(f"{_ONE}/block", _edit(work.block), name="conversation_block"),
    path(f"{_ONE}/merge", _edit(work.merge), name="conversation_merge"),
    path(f"{_ONE}/messages/<uuid:message_id>/split", _edit(work.split), name="conversation_split"),
    path(f"{_ONE}/moves/<uuid:move_id>/undo", _edit(work.undo_move), name="conversation_move_undo"),
    path(f"{_ONE}/whose", _edit(whose.choose_customer), name="conversation_whose"),
    path(f"{_ONE}/whose/found", _edit(whose.find_customers), name="conversation_found"),
    path(f"{_ONE}/tags", _edit(work.tag), name="conversation_tags"),
    path(f"{_ONE}/replies", _edit(settings.offer_replies), name="conversation_replies"),
    path("settings/replies", _see(settings.show_replies), name="replies"),
    path("settings/replies/new", _edit(settings.edit_reply), name="reply_new"),
    path("settings/replies/<uuid:reply_id>", _edit(settings.edit_reply), name="reply"),
    path("settings/replies/<uuid:reply_id>/remove", _edit(settings.remove_reply), name="reply_remove"),
    path("settings/routing", _rules(settings.show_rules), name="routing"),
    path("settings/routing/new", _rule(settings.edit_rule), name="route_rule_new"),
    path("settings/routing/<uuid:rule_id>", _rule(settings.edit_rule), name="route_rule"),
    path("settings/routing/<uuid:rule_id>/remove", _rule(settings.remove_rule), name="route_rule_remove"),
    path("settings/agents", _rules(settings.show_agents), name="agents"),
    path("settings/agents/<uuid:member_id>", _rule(settings.edit_agent), name="agent"),
    path(f"{_ONE}/present", _see(work.present), name="conversation_present"),
]
