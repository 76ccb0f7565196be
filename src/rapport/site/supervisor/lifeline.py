"""Ties a child process to its supervisor: it never outlives it."""

import ctypes
import os
import signal
import sys
import threading
import time

SUPERVISOR = "RAPPORT_SUPERVISOR"
"""The environment variable that tells a child the process id of its supervisor."""
PR_SET_PDEATHSIG = 1


def tie() -> None:
    """In a child: be told to stop when the supervisor dies, however it dies. Elsewhere: nothing."""
    named = os.environ.get(SUPERVISOR)
    if named is None:
        return
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    else:
        threading.Thread(target=_watch, args=(int(named),), name="lifeline", daemon=True).start()
    if os.getppid() != int(named):  # it died before we were tied
        sys.exit(143)


def _watch(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
