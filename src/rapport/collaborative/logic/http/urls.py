"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.logic.http import lists, pages, trying
from rapport.kernel.identity.api import needs

_view, _edit, _create = needs("view", "logic"), needs("edit", "logic"), needs("create", "logic")
_ONE = "answers/<uuid:service_id>"

urlpatterns = [
    path("answers", _view(lists.show_services), name="answers"),
    path("answers/new", _create(pages.edit_service), name="answer_new"),
    path("answers/log", _view(lists.show_log), name="answers_log"),
    path("answers/try", _view(trying.try_service), name="answers_try"),
    path(_ONE, _view(pages.show_service), name="answer_service"),
    path(f"{_ONE}/edit", _edit(pages.edit_service), name="answer_edit"),
    path(f"{_ONE}/try", _view(trying.try_service), name="answer_try"),
    path(f"{_ONE}/qr/<uuid:sms_id>/<str:word>", _view(pages.show_code), name="answer_qr"),
    path(f"{_ONE}/publish", _edit(pages.publish), name="answer_publish"),
    path(f"{_ONE}/rest", _edit(pages.rest), name="answer_rest"),
    path(f"{_ONE}/remove", _edit(pages.remove), name="answer_remove"),
    path(f"{_ONE}/conditions", _edit(pages.choose_conditions), name="answer_conditions"),
    path(f"{_ONE}/versions/<int:number>/restore", _edit(pages.restore), name="answer_restore"),
]
