"""Structured logs: one JSON object a line on standard error, readable lines on a terminal."""

import logging
import sys
from typing import Any

import structlog
from django.apps import apps

QUIET = ("asyncio", "faker", "fontTools", "httpx", "httpcore", "PIL", "procrastinate", "uvicorn.access")


def configure(settings: dict[str, Any]) -> None:
    """Send everything, ours and the libraries', through structlog to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        name_scope,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_ending()],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings["level"])
    for name in ("django", "django.server", "django.request"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # Refusals below 500 are told once, by ObserveMiddleware.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def name_scope(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Say for which business, by whom and for which request it was written: ids, never names."""
    if apps.ready:
        from rapport.kernel.tenancy.api import current_scope

        scope = current_scope()
        if scope is not None:
            known = {"tenant": scope.tenant_id, "actor": scope.actor_id, "request_id": scope.request_id}
            for name, value in known.items():
                if value is not None:
                    event.setdefault(name, str(value))
    return event


def _ending() -> list[structlog.typing.Processor]:
    if sys.stderr.isatty():
        return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    # Never the local variables: they hold customers' data and secrets.
    traces = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    return [
        structlog.processors.ExceptionRenderer(traces),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
