"""What `rapport up` says when it serves, and the browser it opens where there is one."""

import os
import sys
import threading
import webbrowser


def greeting(url: str, logins: str, seconds: float) -> str:
    """Return the words for the terminal."""
    parts = [f"Rapport serves at {url}  (ready after {seconds:.1f} s; Ctrl-C stops everything)"]
    if logins.strip():
        parts.append(logins.strip())
    return "\n\n".join(parts)


def has_display() -> bool:
    """Tell whether somebody sits before a screen of this machine."""
    if sys.platform == "darwin":
        return sys.stdout.isatty()
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_browser(url: str) -> None:
    """Open the address, without waiting for the browser."""
    threading.Thread(target=webbrowser.open, args=(url,), name="browser", daemon=True).start()
