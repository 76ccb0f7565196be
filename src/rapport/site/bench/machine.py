"""What the readings were taken on: cores, memory, versions, and how busy the machine was."""

import os
import platform
from pathlib import Path
from typing import Any

import psutil


def describe_machine(postgres: str) -> dict[str, Any]:
    """Return the machine and how loaded it was just now; a reading on a busy machine is an upper bound."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": psutil.cpu_count() or 1,
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "postgresql": postgres,
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
