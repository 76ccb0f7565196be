"""Using a page by its keys alone, and judging what one sees without a mouse: where one is, and a way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # half a second that other tests need not pay
    from playwright.sync_api import Locator, Page

# What a stop of the Tab key looks like: of itself, of what holds it, of the first cell of a row. A stop that
# does not change when the keyboard leaves it cannot be told from the others.
_STEP = """() => {
  const looks = ['outlineStyle', 'outlineWidth', 'boxShadow', 'backgroundColor', 'borderColor', 'left'];
  const around = one => [one, one.parentElement, one.parentElement?.parentElement,
    one.closest('.drop'), one.querySelector('td')].filter(Boolean);
  const look = one => around(one).map(part => {
    const style = getComputedStyle(part);
    return looks.map(name => style[name]).join();
  }).join('|');
  const words = one => one.getAttribute('aria-label') || one.textContent || one.name || '';
  const called = one => `${one.localName}#${one.id} “${words(one).trim().slice(0, 40)}”`;
  const last = window.__stop, now = document.activeElement, none = !now || now === document.body;
  const left = last && last.one !== now && last.one.isConnected;
  const shown = one => {
    const box = (one.closest('.drop') ?? one).getBoundingClientRect();
    return box.width >= 1 && box.height >= 1 && box.bottom > 0 && box.top < innerHeight
      && (one.closest('.drop') ?? one).checkVisibility({opacityProperty: true});
  };
  const step = {
    called: none ? '' : called(now),
    unseen: left && look(last.one) === last.look ? called(last.one) : '',
    away: none || shown(now) ? '' : called(now),
    stuck: Boolean(last && last.one === now && !none),
    forced: !none && now.tabIndex > 0,
    main: !none && Boolean(now.closest('main')),
  };
  window.__stop = none ? null : {one: now, look: look(now)};
  return step;
}"""
_BEGIN = "() => { document.activeElement?.blur(); getSelection().removeAllRanges(); window.__stop = null; }"
_FRAME = "() => new Promise(done => requestAnimationFrame(() => done(null)))"
_AWAY = """() => { const one = document.activeElement; return one.getBoundingClientRect().bottom <= 0
  || one.getBoundingClientRect().top >= innerHeight || !one.checkVisibility({opacityProperty: true}); }"""


@dataclass(slots=True)
class Walk:
    """Where the Tab key led on a page, first to last, and what was wrong on the way."""

    stops: list[str]
    faults: list[str]
    main: int
    """Stops inside the page's own part."""


def walk(page: Page, most: int = 400) -> Walk:
    """Go through a page by Tab until it ends; every stop is seen, shows that it is one, and lets go."""
    page.evaluate(_BEGIN)
    stops: list[str] = []
    faults: list[str] = []
    main = 0
    for _ in range(most):
        page.keyboard.press("Tab")
        step: dict[str, Any] = page.evaluate(_STEP)
        if step["away"] and _comes_into_view(page):
            step["away"] = ""
        faults += [f"{word}: {step[word]}" for word in ("unseen", "away") if step[word]]
        faults += [f"{word}: {step['called']}" for word in ("stuck", "forced") if step[word]]
        if not step["called"] or step["stuck"]:
            return Walk(stops, faults, main)
        stops.append(step["called"])
        main += bool(step["main"])
    return Walk(stops, [*faults, f"no end after {most} stops"], main)


def _comes_into_view(page: Page) -> bool:
    """Give what fades or scrolls in a while on a busy machine."""
    return any(not page.evaluate(_AWAY) for _ in range(300) if page.evaluate(_FRAME) is None)


@dataclass(slots=True)
class Keyboard:
    """A reader's hands on the keys: whatever it does, it has no mouse to do it with."""

    page: Page

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write where the keyboard is."""
        self.page.keyboard.type(text)

    def tab_to(self, target: Locator, *, back: bool = False, most: int = 120) -> None:
        """Go by Tab until the target has the keyboard; it shows that it has."""
        target.first.wait_for(state="attached")
        for _ in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if target.first.evaluate("one => one === document.activeElement"):
                assert target.first.evaluate("one => one.matches(':focus-visible')")
                return
        here = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"{target} is not reached by {most} tabs; the keyboard is at {here}")

    def use(self, target: Locator, *, back: bool = False) -> None:
        """Go to a button or link and press it."""
        self.tab_to(target, back=back)
        self.press("Enter")
