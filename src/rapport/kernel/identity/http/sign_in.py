"""The sign-in page: allauth's, which offers to sign up only where that is open."""

from allauth.account import views as account
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from rapport.kernel.identity.operations import may_sign_up


def show(request: HttpRequest) -> HttpResponseBase:
    """Take address and password, and lead on."""
    answer: HttpResponseBase = account.login(request)
    if isinstance(answer, TemplateResponse) and answer.context_data is not None and not may_sign_up():
        answer.context_data["signup_url"] = ""
    return answer
