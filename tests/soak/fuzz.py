"""Feed one parser with broken input for a while, guided by coverage where atheris is installed.

python -m tests.soak.fuzz csv 60 build/corpus/csv

What it learns stays in the corpus folder for the next run; an input that breaks the parser is written beside
it as `crash-…`, and the status is not zero. Without atheris, hypothesis mutates the seeds.
"""

import random
import sys
import time
from importlib.util import find_spec
from pathlib import Path

LONGEST_UNIT = 20
MEMORY_MB = 1024


def fuzz_by_coverage(name: str, seconds: int, corpus: Path) -> None:
    """Let atheris look for inputs that reach new code; it ends the process by itself."""
    import atheris

    with atheris.instrument_imports(
        include=["rapport.customers.intake.formats", "rapport.kernel.doors", "rapport.kernel.filters"]
    ):
        from tests.soak.parsers import feed
    words = [
        *(sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-timeout={LONGEST_UNIT}"),
        *(f"-rss_limit_mb={MEMORY_MB}", "-max_len=20000", f"-artifact_prefix={corpus}/../crash-{name}-"),
        *("-print_final_stats=1", "-verbosity=0"),
    ]
    atheris.Setup(words, lambda data: feed(name, data))
    atheris.Fuzz()


def fuzz_by_mutation(name: str, seconds: int, corpus: Path) -> None:
    """Break seeds at random for a while: bytes changed, cut, doubled, joined."""
    from tests.soak.parsers import feed

    seeds = [path.read_bytes() for path in corpus.iterdir()]
    dice = random.Random(time.time_ns())
    until = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < until:
        data = mutate(bytearray(dice.choice(seeds)), dice, seeds)
        began = time.monotonic()
        try:
            feed(name, data)
            took = time.monotonic() - began
            if took > LONGEST_UNIT:
                raise TimeoutError(f"{took:.0f} s for {len(data)} bytes")
        except BaseException:
            (corpus.parent / f"crash-{name}-{tried}").write_bytes(data)
            raise
        tried += 1
    print(f"{name}: {tried} inputs")


def mutate(data: bytearray, dice: random.Random, seeds: list[bytes]) -> bytes:
    """Return the data with a few random breaks."""
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0:
                data[at:at] = dice.randbytes(dice.randint(1, 8))
            case 1:
                del data[at : at + dice.randint(1, 64)]
            case 2:
                data[at : at + 1] = bytes([dice.choice(b"\x00\"',;\t\r\n<>&\\=:-\xff\xfe")])
            case 3:
                data[at:at] = data[at : at + dice.randint(1, 256)] * dice.randint(1, 16)
            case _:
                other = dice.choice(seeds)
                data[at:] = other[dice.randrange(len(other) + 1) :]
    return bytes(data[:20_000])


def main(words: list[str]) -> int:
    """Lay out the seeds and feed the parser."""
    name, seconds, corpus = words[0], int(float(words[1])), Path(words[2])
    from tests.soak.parsers import seeds_of

    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds_of(name)):
        (corpus / f"seed-{number:04}").write_bytes(seed)
    if find_spec("atheris"):
        for module in [one for one in sys.modules if one.startswith(("tests.soak.parsers", "rapport."))]:
            del sys.modules[module]  # they are imported again, watched
        fuzz_by_coverage(name, seconds, corpus)
    else:
        fuzz_by_mutation(name, seconds, corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
