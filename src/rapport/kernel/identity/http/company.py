"""The way to the company's identity provider and back, with our own look at what it says."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from rapport.kernel.identity.company.provider import CompanyAdapter


def leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Ask by a button, then lead to the provider."""
    return _run(OAuth2LoginView, request, provider_id)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take who comes back from the provider in, or say why not."""
    return _run(OAuth2CallbackView, request, provider_id)


def _run(
    view: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, name: str
) -> HttpResponseBase:
    try:
        answer: HttpResponseBase = view.adapter_view(CompanyAdapter(request, name))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return answer
