"""Shapes of SVG as one line: what a style sheet can say of a drawing (`d`, SVG 2, 9.3.2)."""

import re
from collections.abc import Callable

_SHAPE = re.compile(r"<(?P<tag>\w+) (?P<values>[^>]*?)/?>")
_VALUE = re.compile(r'([\w-]+)="([^"]*)"')


def draw_line(shapes: str) -> str:
    """Return the path data that draw what SVG elements without a viewport of their own draw.

    Takes path, circle, ellipse, rect, line, polyline and polygon (SVG 2, 10); their paint is lost.
    Raises KeyError for any other.
    """
    found = ((shape["tag"], dict(_VALUE.findall(shape["values"]))) for shape in _SHAPE.finditer(shapes))
    return "".join(_LINES[tag](values) for tag, values in found)


def _path(values: dict[str, str]) -> str:
    # A path may begin relative to the origin; behind another it has to say so.
    return values["d"] if values["d"].startswith("M") else f"M0 0{values['d']}"


def _circle(values: dict[str, str]) -> str:
    return _ellipse({**values, "rx": values["r"], "ry": values["r"]})


def _ellipse(values: dict[str, str]) -> str:
    x, y, rx, ry = (float(values[name]) for name in ("cx", "cy", "rx", "ry"))
    turn = f"a{rx:g} {ry:g} 0 1 0"
    return f"M{x - rx:g} {y:g}{turn} {2 * rx:g} 0{turn} {-2 * rx:g} 0z"


def _rect(values: dict[str, str]) -> str:
    x, y, width, height = (float(values.get(name, "0")) for name in ("x", "y", "width", "height"))
    rx = float(values.get("rx", values.get("ry", "0")))
    ry = float(values.get("ry", values.get("rx", "0")))
    across, down, turn = width - 2 * rx, height - 2 * ry, f"a{rx:g} {ry:g} 0 0 1"
    return (
        f"M{x + rx:g} {y:g}h{across:g}{turn} {rx:g} {ry:g}v{down:g}{turn} {-rx:g} {ry:g}"
        f"h{-across:g}{turn} {-rx:g} {-ry:g}v{-down:g}{turn} {rx:g} {-ry:g}z"
    )


def _line(values: dict[str, str]) -> str:
    return f"M{values['x1']} {values['y1']}L{values['x2']} {values['y2']}"


def _polyline(values: dict[str, str]) -> str:
    return f"M{values['points']}"


def _polygon(values: dict[str, str]) -> str:
    return f"{_polyline(values)}z"


_LINES: dict[str, Callable[[dict[str, str]], str]] = {
    "path": _path,
    "circle": _circle,
    "ellipse": _ellipse,
    "rect": _rect,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
