"""The kinds and built-in presets that rooms have registered."""

from importlib import import_module

from rapport.customers.intake.contracts.kinds import ImportKind, Preset
from rapport.kernel.errors import Invalid

_PLACES: dict[str, str] = {}
_KINDS: dict[str, ImportKind] = {}
_PRESETS: dict[tuple[str, str], Preset] = {}


def register_kind(name: str, place: str, *presets: Preset) -> None:
    """Make a kind importable, with the presets that ship with it; called in the owning room's `apps.ready()`.

    `place` is `module:object`, loaded at first use: kinds work with Arrow frames, which idle processes do
    without.
    """
    _PLACES[name] = place
    for preset in presets:
        _PRESETS[name, preset.name] = preset


def get_kind(name: str) -> ImportKind:
    """Return a kind; raises Invalid when nobody registered it."""
    if name not in _PLACES:
        raise Invalid("This kind of record cannot be imported.", code="kind_unknown")
    if name not in _KINDS:
        module, _, attribute = _PLACES[name].partition(":")
        _KINDS[name] = getattr(import_module(module), attribute)
    return _KINDS[name]


def list_kinds() -> list[ImportKind]:
    """Return every kind, in the order of registration."""
    return [get_kind(name) for name in _PLACES]


def list_built_in_presets(kind: str) -> list[Preset]:
    """Return the presets that ship with a kind."""
    return [preset for (of, _), preset in _PRESETS.items() if of == kind]
