"""Logs are one JSON object a line, tell where it broke, and never show what a variable held."""

import json
import subprocess
import sys

PROGRAM = """
import logging
from rapport.site.serving.logs import configure
import structlog
configure({"level": "INFO"})
def sign_in(password):
    raise RuntimeError("broken")
try:
    sign_in("correct horse battery")
except RuntimeError:
    structlog.get_logger("house").exception("it broke", customer="c-1")
    logging.getLogger("django.request").exception("it broke too")
logging.getLogger("house").debug("not told")
"""


def test_a_fault_is_told_without_its_variables() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    ours, theirs = (json.loads(line) for line in done.stderr.splitlines())
    assert (ours["event"], ours["customer"], ours["level"], ours["logger"]) == (
        "it broke",
        "c-1",
        "error",
        "house",
    )
    assert theirs["event"] == "it broke too"
    for told in (ours, theirs):
        assert told["exception"][0]["exc_value"] == "broken"
        assert any(frame["name"] == "sign_in" for frame in told["exception"][0]["frames"])
    assert "correct horse" not in done.stderr
