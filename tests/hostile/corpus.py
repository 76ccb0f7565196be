"""Hostile texts, made by combination: what would run, in every wrapping that has let such things run."""

from collections.abc import Callable
from itertools import product

MARK = "hostileran"
_SCRIPTS = (
    f"window.{MARK}=1",
    f"window['{MARK}']=1",
    f"top.{MARK}=1",
    f"globalThis.{MARK}=1",
    f"self.{MARK}=1",
    f"parent.{MARK}=1",
)
_TAGS = (
    "<script>{}</script>",
    '"><script>{}</script>',
    "'><script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    "--><script>{}</script>",
    '<img src=x onerror="{}">',
    '"><img src=x onerror="{}">',
    "' onfocus=\"{}\" autofocus x='",
    '" onmouseover="{}" autofocus onfocus="{}" x="',
    '<svg onload="{}"></svg>',
    '<svg><animate onbegin="{}" attributeName=x dur=1s></svg>',
    '<details open ontoggle="{}">x</details>',
    '<iframe srcdoc="<script>{}</script>"></iframe>',
    '<a href="javascript:{}">x</a>',
    '<form action="javascript:{}"><input type=submit autofocus></form>',
    '<math><mtext><style><img src=x onerror="{}"></style></mtext></math>',
    '<template shadowrootmode=open><img src=x onerror="{}"></template>',
    '<div hx-on:load="{}" hx-trigger="load" hx-get="/">x</div>',
    '<body onload="{}">',
    '<video><source onerror="{}"></video>',
    '<link rel=stylesheet href="javascript:{}">',
    '<meta http-equiv=refresh content="0;url=javascript:{}">',
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
)
_CASES: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: text.replace("script", "scRipt").replace("onerror", "OnErRor"),
)


def payloads() -> list[str]:
    """Return two hundred texts, each once, in a fixed order."""
    made = [case(tag.replace("{}", script)) for tag, script, case in product(_TAGS, _SCRIPTS, _CASES)]
    return list(dict.fromkeys(made))[:200]


def oddities() -> list[str]:
    """Return texts that no parser should stumble over."""
    return [
        "x" * 10_000,
        "\u202eevil\u202c",
        "\ufeff\ufffe\uffff",
        "Z" + "\u0301" * 300,
        "\U0001f9d1\u200d\U0001f4bb",
        '=HYPERLINK("http://example.org")',
        "a\r\nSet-Cookie: x=1\r\n\r\n<html>",
        "\x01\x02\x1b[31m\x7f",
        "../../etc/passwd",
        "'; drop table party; --",
        "%s%n%(x)s{0}${x}{{7*7}}",
    ]
