"""Files of a chat: whoever is shown one has a pass for it, good for a day."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from rapport.collaborative.chat.contracts import Line
from rapport.collaborative.delivery.api import load_messages
from rapport.collaborative.delivery.contracts import AccountState, OutFile
from rapport.kernel.blobs.api import open_blob
from rapport.kernel.tenancy.api import as_tenant

_signer = TimestampSigner(salt="chat.file", sep=":")
LASTS = timedelta(days=1)


def pass_of(line: Line, position: int) -> str:
    """Return the pass for a file of a line."""
    return _signer.sign(f"{line.id.hex}.{position}")


def find_file(account: AccountState, shown: str) -> OutFile | None:
    """Return the file a pass is for, None where it is forged, old, or of another widget."""
    try:
        name, _dot, position = _signer.unsign(shown, max_age=LASTS).partition(".")
    except BadSignature:
        return None
    with as_tenant(account.tenant_id):
        message = load_messages([UUID(hex=name)]).get(UUID(hex=name))
        files = {str(one.position): one for one in message.files} if message else {}
        found = files.get(position)
        if found is None or found.blob_id is None:
            return None
        with open_blob(found.blob_id) as file:
            return OutFile(found.name, found.media_type, file.read())
