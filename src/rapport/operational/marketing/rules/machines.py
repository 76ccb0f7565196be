"""Was it a person? Programs open letters and follow links too: to check them, to fetch pictures ahead.

None of this is certain, so machines are counted beside people and never thrown away:

- a request that only asks for headers, or says that it fetches ahead, is a program's;
- scanners and robots name themselves;
- Apple's Mail Privacy Protection fetches every picture soon after delivery and says just “Mozilla/5.0”;
- nobody reads a letter in the first seconds after it left us.

Google's and Yahoo's proxies fetch a picture when somebody looks at it, so they count as people.
"""

from datetime import datetime, timedelta

SOON = timedelta(seconds=5)
_NAMED = (
    *("bot", "crawler", "spider", "scan", "barracuda", "mimecast", "proofpoint", "safelinks", "preview"),
    *("curl", "wget", "python-requests", "python-httpx", "okhttp", "headless", "monitor", "go-http-client"),
)


def is_machine(*, agent: str, method: str, purpose: str, sent_at: datetime | None, now: datetime) -> bool:
    """Tell whether a program probably did it; `purpose` is what `Sec-Purpose` or `Purpose` says."""
    name = agent.strip().lower()
    if method != "GET" or "prefetch" in purpose.lower() or name in ("", "mozilla/5.0"):
        return True
    if any(word in name for word in _NAMED):
        return True
    return sent_at is None or now - sent_at < SOON
