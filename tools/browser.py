"""Find the browser and the Chinese fonts the page tests need, or install them where that is allowed.

    python -m tools.browser

Installs by apt as root, else Playwright's own build; says plainly what is missing where neither works.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find() -> str | None:
    """Return the browser's path: RAPPORT_CHROMIUM, one on the PATH, or one Playwright installed."""
    if named := os.environ.get("RAPPORT_CHROMIUM"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if Path(ON_MACOS).exists():
        return ON_MACOS
    return _playwright_path()


def has_chinese_font() -> bool:
    """Tell whether Chinese characters would be drawn, not boxes."""
    if platform.system() == "Darwin":
        return True
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def install() -> None:
    """Install what is missing, as far as this machine allows."""
    needed = {
        "chromium": find() is not None,
        "fontconfig": shutil.which("fc-list") is not None,
        "fonts-noto-cjk": has_chinese_font(),
    }
    missing = [package for package, there in needed.items() if not there]
    if missing and platform.system() == "Linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(missing)} …", flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], env=env, stdout=subprocess.DEVNULL, check=False)
        words = ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *missing]
        subprocess.run(words, env=env, stdout=subprocess.DEVNULL, check=False)
    if find() is None:
        words = [sys.executable, "-m", "playwright", "install", "chromium", "--only-shell"]
        subprocess.run(words, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Install and report; on CI a missing part is a failure, elsewhere its tests are skipped."""
    install()
    missing = []
    if find() is None:
        missing.append("No Chromium: browser tests are skipped. Mend: install it or set RAPPORT_CHROMIUM.")
    if not has_chinese_font():
        missing.append("No Chinese font: screenshots show boxes. Mend: install fonts-noto-cjk.")
    for sentence in missing:
        print(sentence, file=sys.stderr)
    return 1 if missing and os.environ.get("CI") else 0


def _playwright_path() -> str | None:
    folders = [Path.home() / ".cache" / "ms-playwright", Path.home() / "Library" / "Caches" / "ms-playwright"]
    for folder in folders:
        for name in ("headless_shell", "chrome-headless-shell", "chrome", "Chromium"):
            found = sorted(path for path in folder.glob(f"chromium*/**/{name}") if os.access(path, os.X_OK))
            if found:
                return str(found[-1])
    return None


if __name__ == "__main__":
    sys.exit(main())
