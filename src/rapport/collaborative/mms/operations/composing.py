"""Writing a message: pictures made to fit, the same bytes however often it is sent."""

from collections.abc import Sequence

from rapport.collaborative.delivery.contracts import AccountState, Outbound, OutFile, Unacceptable
from rapport.collaborative.mms.rules.documents import Submission, Tongue, write_submission
from rapport.collaborative.mms.rules.parts import Part, safe_name, write_content, write_related
from rapport.collaborative.mms.rules.settings import Frame, MmsSettings
from rapport.collaborative.mms.rules.shares import share
from rapport.collaborative.mms.rules.smil import write_smil
from rapport.kernel.doors.api import Refused, fit_image

KINDS = ("image/", "audio/", "video/")
"""What telephones show and play."""
MOST_SUBJECT = 40
_AROUND, _AROUND_EACH = 1_500, 400
"""Bytes left for how it is shown, and for the head of each part."""
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}


def compose(account: AccountState, message: Outbound, settings: MmsSettings) -> tuple[str, bytes]:
    """Return the type and body that submit a message; raises `Unacceptable` for what cannot fit."""
    words = f"{message.text}\n{message.leave}" if message.leave else message.text
    parts = [*_words(words), *_files(message.files, settings.frame, len(words.encode()))]
    shown = Part("application/smil", write_smil(parts), "smil", "smil.smil")
    content_type, content = write_content([shown, *parts], boundary=f"content-{message.token}")
    asked = Submission(
        token=message.token,
        sender=account.address,
        to=message.address,
        at=message.at,
        subject=" ".join(message.subject.split())[:MOST_SUBJECT],
        advertises=bool(message.purpose),
        vasp_id=settings.vasp_id,
        vas_id=settings.vas_id,
        service_code=settings.service_code,
    )
    document = write_submission(asked, Tongue(settings.schema, settings.mm7_version))
    return write_related(document, content_type, content, boundary=f"document-{message.token}")


def _words(text: str) -> list[Part]:
    return [Part("text/plain", text.encode(), "text", "text.txt", "utf-8")] if text.strip() else []


def _files(files: Sequence[OutFile], frame: Frame, taken: int) -> list[Part]:
    """Return the files as they travel; pictures share what room the rest leaves."""
    if not all(one.media_type.startswith(KINDS) for one in files):
        raise Unacceptable("MMS carries pictures, sound and film.", code="kind")
    fixed = sum(len(one.content) for one in files if not one.media_type.startswith("image/"))
    room = frame.size - taken - fixed - _AROUND - _AROUND_EACH * len(files)
    if room < 0:
        raise Unacceptable("It is larger than the telephones' class allows.", code="too-large")
    pictures = [at for at, one in enumerate(files) if one.media_type.startswith("image/")]
    fitted = {at: _fit(files[at], frame, room) for at in pictures}
    shares = share([len(fitted[at].content) for at in pictures], room)
    for at, most in zip(pictures, shares, strict=True):
        if len(fitted[at].content) > most:
            fitted[at] = _fit(files[at], frame, most)
    parts = []
    for at, one in enumerate(files):
        travels = fitted.get(at, one)
        stem = safe_name(one.name, "file").rpartition(".")[0] or "file"
        ending = _ENDINGS.get(travels.media_type) or f".{safe_name(one.name, 'bin').rpartition('.')[2]}"
        parts.append(Part(travels.media_type, travels.content, f"part{at}", f"{at}-{stem}{ending}"))
    return parts


def _fit(file: OutFile, frame: Frame, most: int) -> OutFile:
    try:
        made = fit_image(file.content, width=frame.width, height=frame.height, most_bytes=most)
    except Refused as error:
        raise Unacceptable(str(error), code=error.code) from error
    return OutFile(file.name, made.media_type, made.body)
