"""Write the catalogue of facts from every room's `events.py`: python -m tools.facts"""

import sys

from rapport.site import runtime


def main() -> int:
    """Write it; 1 where a fact changed otherwise than by an addition."""
    runtime.set_up_django()
    from tools.facts.catalogue import write_catalogue

    return write_catalogue()


if __name__ == "__main__":
    sys.exit(main())
