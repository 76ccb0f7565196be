"""The wizard's first step: a kind and a file."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.customers.intake.contracts.registry import list_kinds
from rapport.customers.intake.http.labels import KIND_LABELS
from rapport.customers.intake.operations.taking import take_upload
from rapport.kernel.errors import RapportError
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Crumb, go_to, put_errors


class FileForm(forms.Form):
    """What the rows become; the file itself is dropped beside it."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.label = _("What does the file hold?")
        kind.choices = [(one.name, str(KIND_LABELS.get(one.name, one.label))) for one in list_kinds()]
        kind.initial = kind.choices[0][0] if kind.choices else None


def take_file(request: HttpRequest) -> HttpResponse:
    """Ask for a file; a good one leads to the choice of its columns."""
    form = FileForm(request.POST or None, initial={"kind": request.GET.get("kind", "customers")})
    if request.method == "POST" and form.is_valid():
        upload = request.FILES.get("file")
        if not isinstance(upload, UploadedFile):
            form.add_error(None, _("Choose a file."))
        else:
            try:
                run = take_upload(
                    _bytes_of(upload), upload.name or "", form.cleaned_data["kind"], actor=actor_of(request)
                )
                return go_to(request, f"/imports/{run.id}")
            except RapportError as error:
                put_errors(form, error)
    context = {
        "title": _("New import"),
        "crumbs": [Crumb(_("Imports"), "/imports"), Crumb(_("New import"))],
        "form": form,
    }
    return render(request, "intake/new.html", context, status=422 if form.errors else 200)


def _bytes_of(upload: "UploadedFile[Any]") -> BinaryIO:
    """An upload reads as a file of bytes, whether it is kept in memory or on disk."""
    return cast("BinaryIO", upload)
