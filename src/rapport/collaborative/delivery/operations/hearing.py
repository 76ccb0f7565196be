"""Who hears what persons write: the channel first, then whatever rules of the business answer by."""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction

from rapport.collaborative.delivery.contracts import Heard
from rapport.collaborative.delivery.operations.channels import get_channel

Listener = Callable[[Sequence[Heard], Collection[UUID]], None]
_LISTENERS: dict[str, Listener] = {}
log = structlog.get_logger(__name__)


def register_listener(name: str, listen: Listener) -> None:
    """Have messages of persons told in the transaction that keeps them (in `apps.ready()`).

    `listen` is given messages of one business and channel, and which of them their channel dealt with. What
    it raises undoes what it did itself; the messages are kept all the same.
    """
    _LISTENERS[name] = listen


def tell_heard(messages: Sequence[Heard]) -> None:
    """Tell the channel, then everybody else."""
    hear = get_channel(messages[0].account.channel).hear
    dealt = hear(messages) if hear is not None else ()
    for name, listen in _LISTENERS.items():
        try:
            with transaction.atomic():
                listen(messages, dealt)
        except (OperationalError, InterfaceError):
            raise  # nobody knows what the database holds: whoever handed them over does so again
        except Exception:
            log.exception("messages were not heard", listener=name, messages=len(messages))
