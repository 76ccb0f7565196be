"""An import in a process of its own, for tests that measure it: says how it ended, and its peak of memory."""

import json
import re
import sys
from pathlib import Path
from uuid import UUID

from rapport.site import runtime


def end_of(path: Path, tenant_id: UUID) -> dict[str, object]:
    """Take the file in and tell its counts, or why it was refused."""
    from rapport.customers.intake.api import take_path
    from rapport.customers.intake.api.landing import run_import
    from rapport.kernel.errors import RapportError
    from rapport.kernel.identity.api import system_actor

    actor = system_actor(tenant_id)
    try:
        progress = run_import(take_path(path, "customers", actor=actor).id, actor=actor)
    except RapportError as error:
        return {"refused": error.code}
    return {"accepted": progress.accepted, "rejected": progress.rejected, "status": progress.status}


if __name__ == "__main__":
    runtime.set_up_django()
    told = end_of(Path(sys.argv[2]), UUID(sys.argv[1]))
    # Not `ru_maxrss`, which a process takes over from whoever started it.
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) // 1024
    sys.stdout.write(json.dumps({**told, "peak_mb": peak}) + "\n")
