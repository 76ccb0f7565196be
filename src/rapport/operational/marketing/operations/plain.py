"""Letters that are only a text, for rooms without an editor of blocks, dressed as the business's letters."""

import re
from collections.abc import Iterable, Mapping, Sequence

import mrml

from rapport.kernel.identity.api import Actor
from rapport.kernel.merge_text.api import parse
from rapport.operational.marketing.operations.checking import read_brand
from rapport.operational.marketing.operations.dressing import Dressed
from rapport.operational.marketing.rules.content import write_letter

_BUTTON = re.compile(r"> (?P<text>[^|\n]+) \| (?P<url>https?://\S+)")


def dress_plain(
    subject: str, text: str, numbers: Mapping[str, int], *, more: Sequence[str] = (), actor: Actor
) -> Dressed:
    """Return a letter of a text; a line `# words` is a heading, `> words | https://…` a button.

    `numbers` are the links known by number to who answers for the group it is written in
    (`follow_group`); others lead straight to where they say. `more` are places the caller fills. Raises
    `Invalid` where subject or text is empty or asks for what there is not.
    """
    letter = write_letter(subject, "", list(_blocks(text)), read_brand(actor), more=more)
    source = str(mrml.to_html(letter.mjml).content)
    return Dressed(letter, parse(source), source, tuple(numbers.get(url, 0) for url in letter.links))


def _blocks(text: str) -> Iterable[dict[str, str]]:
    for part in re.split(r"\n\s*\n", text.strip()):
        button = _BUTTON.fullmatch(part.strip())
        if button:
            yield {"kind": "button", "text": button["text"], "url": button["url"]}
        elif part.startswith("# ") and "\n" not in part:
            yield {"kind": "heading", "text": part[2:]}
        elif part.strip():
            yield {"kind": "text", "text": part}
