"""Questions about the machine: the home's folder, its secrets, its disk, what is built, fonts."""

import os
import shutil
import stat
import subprocess

from rapport.kernel.embedded.api import Layout
from rapport.site import disk
from rapport.site.checks.finding import Finding
from rapport.site.values import get_number


def ask_home(layout: Layout) -> Finding:
    """Can the home be written, and is it private?"""
    if not layout.home.exists():
        return Finding("home", f"{layout.home} does not exist yet; `rapport up` makes it")
    if not os.access(layout.home, os.W_OK | os.X_OK):
        return Finding("home", f"{layout.home} cannot be written", "give it to the user who runs Rapport")
    if stat.S_IMODE(layout.home.stat().st_mode) & 0o022:
        return Finding("home", f"others may write into {layout.home}", f"chmod go-w {layout.home}")
    return Finding("home", str(layout.home))


def ask_secrets(layout: Layout) -> Finding:
    """Are passwords and keys private?"""
    if not layout.secrets.exists():
        return Finding("secrets", "none yet")
    if stat.S_IMODE(layout.secrets.stat().st_mode) & 0o077:
        return Finding("secrets", f"others may read {layout.secrets}", f"chmod 600 {layout.secrets}")
    return Finding("secrets", "private")


def ask_disk(layout: Layout) -> Finding:
    """Is there room to take more in?"""
    room = disk.measure(layout.home)
    answer = f"{room.free / 1e9:.1f} GB of {room.total / 1e9:.1f} GB free"
    reserve = get_number("RAPPORT_DISK_RESERVE")
    return Finding(
        "disk", answer, f"make room: below {reserve:g} % nothing is taken in any more" if room.short else ""
    )


def ask_static(layout: Layout) -> Finding:
    """Are the static files built?"""
    folder = layout.home / "static"
    if not folder.exists():
        return Finding("static files", "not built yet; `rapport up` builds them")
    if not (folder / "staticfiles.json").exists():
        return Finding("static files", "half built: pages come without style", "rapport static")
    return Finding("static files", "built")


def ask_fonts(_layout: Layout) -> Finding:
    """Can Chinese be drawn in documents?"""
    tool = shutil.which("fc-list")
    if tool is None:
        return Finding("Chinese fonts", "not known: fc-list is missing")
    listed = subprocess.run([tool, ":lang=zh-cn"], capture_output=True, check=False)
    if listed.stdout.strip():
        return Finding("Chinese fonts", "there")
    return Finding("Chinese fonts", "none: Chinese text in documents shows boxes", "install fonts-noto-cjk")
