"""Addresses written out in templates and code lead somewhere."""

import re
from pathlib import Path

from django.urls import Resolver404, resolve

import rapport

ROOT = Path(rapport.__file__).parent
LINK = re.compile(r"""(?:href|action|hx-get|hx-post)="(/[a-z][a-z0-9/_.-]*)["?#]""")


def test_every_address_in_a_template_is_answered() -> None:
    lost, seen = [], 0
    for path in sorted(ROOT.glob("*/*/templates/**/*.html")):
        for address in LINK.findall(path.read_text("utf-8")):
            seen += 1
            try:
                resolve(address)
            except Resolver404:
                lost.append(f"{path.relative_to(ROOT)}: {address}")
    assert lost == []
    assert seen >= 10
