"""Letters in by IMAP: a thread for each mailbox, woken by the server; committed, then marked as seen."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4, IMAP4_SSL

import structlog
from django.conf import settings as house
from imap_tools import BaseMailBox, ImapToolsError, MailMessageFlags

from rapport.collaborative.delivery.contracts import AccountState, Sink
from rapport.collaborative.email.operations.taking import take_letter
from rapport.collaborative.email.rules.settings import EmailSettings, read_settings
from rapport.kernel.doors.api import resolve_public
from rapport.kernel.errors import RapportError

SECONDS = 30.0
WAIT = 20.0
"""Seconds of silence after which a server is asked anew; so long a thread may outlive its account."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
COMMIT_WITHIN = 120.0
log = structlog.get_logger(__name__)


class _Plain(IMAP4):
    """A connection to the very address that was found to be public."""

    def __init__(self, place: str, settings: EmailSettings) -> None:
        self.place = place
        super().__init__(settings.imap_host, settings.imap_port, SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((self.place, self.port), timeout)


class _Secured(IMAP4_SSL):
    """The same under TLS, with the name that was typed."""

    def __init__(self, place: str, settings: EmailSettings) -> None:
        self.place = place
        super().__init__(settings.imap_host, settings.imap_port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self.place, self.port), timeout)
        secured: socket.socket = self.ssl_context.wrap_socket(plain, server_hostname=self.host)
        return secured


class _MailBox(BaseMailBox):
    """A mailbox as an account names it."""

    def __init__(self, settings: EmailSettings) -> None:
        self.settings = settings
        super().__init__()

    def _get_mailbox_client(self) -> IMAP4:
        place = resolve_public(self.settings.imap_host, self.settings.imap_port, opened=house.CALLS_INSIDE)
        client = (_Secured if self.settings.imap_security == "tls" else _Plain)(place, self.settings)
        if self.settings.imap_security == "starttls":
            client.starttls()
        return client


class MailboxReader:
    """One mailbox, read in a thread until told to stop; `trouble` says what is wrong at present."""

    def __init__(self, account: AccountState, sink: Sink, loop: asyncio.AbstractEventLoop) -> None:
        self.account, self.sink, self.loop = account, sink, loop
        self.settings = read_settings(account.settings)
        self.trouble = ""
        self.waits = False
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, name=f"imap-{account.id}", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self.thread.start()

    def stop(self) -> None:
        """Read no more; a letter under way is committed or not, never half."""
        self.stopped.set()

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self.stopped.is_set():
            try:
                with self._open() as mailbox:
                    pause, self.trouble = FIRST_PAUSE, ""
                    self._follow(mailbox)
            except (ImapToolsError, RapportError, OSError, IMAP4.error) as error:
                self.trouble = f"{type(error).__name__}: {error}"[:300]
                log.warning("a mailbox cannot be read", account=str(self.account.id), reason=self.trouble)
                self.stopped.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    @contextmanager
    def _open(self) -> Iterator[BaseMailBox]:
        mailbox = _MailBox(self.settings)
        try:
            password = self.account.secrets.get("imap_password", "")
            mailbox.login_utf8(self.settings.imap_user, password, self.settings.imap_folder or "INBOX")
            self.waits = "IDLE" in _list_abilities(mailbox)
            yield mailbox
        finally:
            mailbox.client.shutdown()

    def _follow(self, mailbox: BaseMailBox) -> None:
        """Take what nobody has seen, then wait for more; a letter that cannot be kept stops no other."""
        skipped: set[str] = set()
        while not self.stopped.is_set():
            for uid in mailbox.uids("UNSEEN"):
                if self.stopped.is_set():
                    return
                if uid not in skipped and not self._take(mailbox, uid):
                    skipped.add(uid)
            if self.waits:
                mailbox.idle.wait(WAIT)
            else:
                self.stopped.wait(WAIT)
                mailbox.client.noop()

    def _take(self, mailbox: BaseMailBox, uid: str) -> bool:
        _status, answer = mailbox.client.uid("FETCH", uid, "(BODY.PEEK[])")
        raw = next((part[1] for part in answer if isinstance(part, tuple)), b"")
        if not raw:
            return False
        taking = take_letter(self.account, bytes(raw), self.sink)
        try:
            asyncio.run_coroutine_threadsafe(taking, self.loop).result(COMMIT_WITHIN)
        except Exception as error:  # it stays unseen, and is tried with the next connection
            self.trouble = f"A letter was not kept: {error!r}"[:300]
            log.warning("a letter was not taken in", account=str(self.account.id), error=repr(error))
            return False
        mailbox.flag([uid], MailMessageFlags.SEEN, True)
        return True


def _list_abilities(mailbox: BaseMailBox) -> list[str]:
    """Ask what the server can do: many say it all only to those who signed in."""
    _status, said = mailbox.client.capability()
    return bytes(said[0]).decode("ascii", "replace").upper().split()
