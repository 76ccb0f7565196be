"""Where uploaded files wait for their import: below the home, one folder a tenant."""

from pathlib import Path
from uuid import UUID

from django.conf import settings


def kept_folder(tenant_id: UUID) -> Path:
    """Return the folder of a business's kept files."""
    return Path(settings.HOME) / "intake" / str(tenant_id)


def kept_path(tenant_id: UUID, file_id: UUID) -> Path:
    """Return the place of a kept file; its name is an id of ours, never one of theirs."""
    return kept_folder(tenant_id) / str(file_id)
