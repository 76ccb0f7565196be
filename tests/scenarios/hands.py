"""The hands of the morning at the desk: a mouse, a phone's touch, and the keyboard alone."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Download, Locator, Page, expect

from tests.keyboard import Keyboard

LONG = 60_000


@dataclass(slots=True)
class Mouse:
    """Everything by what one points at."""

    page: Page

    def push(self, target: Locator) -> None:
        target.click()

    def go(self, name: str) -> None:
        self.push(
            self.page.get_by_role("navigation", name="Rooms").get_by_role("link", name=name, exact=True)
        )

    def part(self, name: str) -> None:
        """Turn to a part of the customer's page, where it shows one at a time."""

    def sign_in(self, url: str, address: str, password: str) -> None:
        self.page.goto(url)
        for label, words in (("Email", address), ("Password", password)):
            self.push(self.page.get_by_label(label))
            self.page.keyboard.type(words)
        self.push(self.page.get_by_role("button", name="Sign in"))

    def read_the_notice(self) -> None:
        self.push(self.page.get_by_role("link", name="Notices, 1 unread"))
        self.push(self.page.locator(".notices a").first)

    def go_home(self) -> None:
        self.go("Home")

    def find(self, typed: str, name: str) -> None:
        self.push(self.page.get_by_role("link", name="Find or do"))
        self.page.keyboard.type(typed)
        self.push(self.page.locator("#palette [data-group=records]").get_by_role("option", name=name))
        expect(self.page.get_by_role("heading", name=name)).to_be_visible()

    def set_city(self, city: str) -> None:
        self.part("About")
        self.push(self.page.get_by_role("button", name="Edit City"))
        field = self.page.locator("#fact-city input:not([type=hidden])")
        expect(field).to_be_focused()
        field.fill(city)
        self.push(self.page.locator("#fact-city").get_by_role("button", name="Save"))

    def note(self, mention: str, words: str) -> None:
        self.part("Activity")
        self.push(self.page.get_by_placeholder("Write a note"))
        self.page.keyboard.type(f"@{mention}")
        self.push(self.page.get_by_role("listbox", name="Colleagues").get_by_role("option").first)
        self.page.keyboard.type(words)
        self.push(self.page.get_by_role("button", name="Keep the note"))

    def enter_task(self, title: str, due: date) -> None:
        self.push(self.page.get_by_role("tab", name="Task"))
        self.push(self.page.get_by_placeholder("What is to be done?"))
        self.page.keyboard.type(title)
        self.page.get_by_label("By", exact=True).fill(due.isoformat())
        self.push(self.page.get_by_role("button", name="Enter the task"))
        self.part("Worth and orders")

    def narrow_to(self, country: str) -> None:
        self.go("Customers")
        self.push(self.page.get_by_role("button", name="Filter", exact=True))
        dialog = self.page.locator("#dialog")
        dialog.get_by_label("Field").select_option("country")
        dialog.get_by_label("Value").select_option(label=country)
        expect(dialog.get_by_text("2 match")).to_be_visible(timeout=LONG)
        self.push(dialog.get_by_role("button", name="Show them"))

    def keep_view(self, name: str) -> None:
        self.push(self.page.get_by_role("button", name="Views"))
        self.push(self.page.get_by_role("button", name="Keep this view"))
        self.push(self.page.locator("#dialog").get_by_label("Name"))
        self.page.keyboard.type(name)
        self.push(self.page.locator("#dialog").get_by_role("button", name="Save"))

    def tag_all(self, tag: str) -> None:
        for box in self.page.locator("tbody .tick input").all():
            self.push(box)
        self.push(self.page.locator("[data-bulk]").get_by_role("button", name="Add tag").first)
        expect(self.page.locator("#ask-customers-tag input")).to_be_focused()
        self.page.keyboard.type(tag)
        self.push(self.page.locator("#ask-customers-tag").get_by_role("button", name="Add tag"))

    def take_back(self) -> None:
        self.push(self.page.locator(".toast").last.get_by_role("button", name="Undo"))

    def export(self) -> Download:
        self.push(self.page.get_by_role("button", name="More", exact=True))
        with self.page.expect_download() as download:
            self.push(self.page.get_by_role("link", name="Export as CSV"))
        return download.value

    def merge_the_first(self) -> None:
        self.go("Duplicates")
        self.push(self.page.get_by_role("button", name="One customer"))
        expect(self.page.get_by_text("is now part of the other.")).to_be_visible(timeout=LONG)

    def choose_dark(self) -> None:
        self.push(self.page.get_by_role("link", name="Find or do"))
        self.page.keyboard.type("dark")
        self.push(self.page.locator("#palette").get_by_role("option", name="Dark"))

    def sign_out(self) -> None:
        self.push(self.page.get_by_role("button", name="Account of"))
        self.push(self.page.get_by_role("button", name="Sign out"))


class Touch(Mouse):
    """A phone: taps, the menu behind its button, one part of a page at a time."""

    def push(self, target: Locator) -> None:
        target.tap()

    def go(self, name: str) -> None:
        self.push(self.page.get_by_role("button", name="Menu", exact=True))
        super().go(name)

    def part(self, name: str) -> None:
        self.push(self.page.get_by_role("tab", name=name))


class Keys(Keyboard):
    """No pointer at all; each step ends with the keyboard somewhere one can go on from."""

    def choose(self, typed: str) -> None:
        """Choose a line of the palette by its beginnings."""
        palette = self.page.get_by_role("dialog", name="Find or do")
        self.press("Control+k")
        expect(palette.locator("[data-group=set] [role=option]").first).to_be_attached(timeout=LONG)
        self.type(typed)
        self.press("Enter")

    def sign_in(self, url: str, address: str, password: str) -> None:
        self.page.goto(url)
        self.page.get_by_label("Email").wait_for()
        if not self.page.get_by_label("Email").evaluate("one => one === document.activeElement"):
            self.tab_to(self.page.get_by_label("Email"))
        self.type(address)
        self.tab_to(self.page.get_by_label("Password"))
        self.type(password)
        self.press("Enter")

    def read_the_notice(self) -> None:
        self.use(self.page.get_by_role("link", name="Notices, 1 unread"))
        self.use(self.page.locator(".notices a"))

    def go_home(self) -> None:
        self.press("g", "h")

    def find(self, typed: str, name: str) -> None:
        self.press("/")
        self.type(typed)
        chosen = self.page.locator("#palette [role=option][aria-selected=true]")
        expect(chosen).to_contain_text(name, timeout=LONG)
        self.press("Enter")
        expect(self.page.get_by_role("heading", name=name)).to_be_visible(timeout=LONG)

    def set_city(self, city: str) -> None:
        self.use(self.page.get_by_role("button", name="Edit City"))
        expect(self.page.locator("#fact-city input:not([type=hidden])")).to_be_focused(timeout=LONG)
        self.press("Control+a")
        self.type(city)
        self.press("Enter")
        expect(self.page.get_by_role("button", name=f"Edit City: {city}")).to_be_focused(timeout=LONG)

    def note(self, mention: str, words: str) -> None:
        self.choose("write a note")
        expect(self.page.get_by_placeholder("Write a note")).to_be_focused(timeout=LONG)
        self.type(f"@{mention}")
        expect(self.page.get_by_role("listbox", name="Colleagues")).to_be_visible(timeout=LONG)
        self.press("Enter")
        self.type(words)
        self.press("Control+Enter")
        expect(self.page.get_by_placeholder("Write a note")).to_have_value("", timeout=LONG)

    def enter_task(self, title: str, due: date) -> None:
        self.choose("enter task")
        expect(self.page.get_by_placeholder("What is to be done?")).to_be_focused(timeout=LONG)
        self.type(title)
        self.tab_to(self.page.get_by_label("By", exact=True))
        self.type(due.strftime("%d%m%Y"))
        self.press("Enter")

    def narrow_to(self, country: str) -> None:
        dialog = self.page.locator("#dialog")
        self.press("g", "c")
        self.page.wait_for_url("**/customers")
        self.press("f")
        expect(dialog.get_by_role("heading", name="Filter")).to_be_visible(timeout=LONG)
        field, value = dialog.get_by_label("Field"), dialog.get_by_label("Value")
        expect(field).to_be_focused(timeout=LONG)
        self.type("Country")
        expect(value).to_be_visible(timeout=LONG)
        self.tab_to(value)
        self.type(country)
        expect(dialog.get_by_text("2 match")).to_be_visible(timeout=LONG)
        self.use(dialog.get_by_role("button", name="Show them"))

    def keep_view(self, name: str) -> None:
        self.use(self.page.get_by_role("button", name="Views"))
        keep = self.page.get_by_role("button", name="Keep this view")
        self.press("ArrowUp")
        expect(keep).to_be_focused(timeout=LONG)
        self.press("Enter")
        expect(self.page.locator("#dialog").get_by_label("Name")).to_be_focused(timeout=LONG)
        self.type(name)
        self.press("Enter")

    def tag_all(self, tag: str) -> None:
        self.press("j", "x", "j", "x")
        expect(self.page.locator("[data-count]")).to_have_text("2")
        self.choose("add tag")
        expect(self.page.locator("#ask-customers-tag input")).to_be_focused(timeout=LONG)
        self.type(tag)
        self.press("Enter")

    def take_back(self) -> None:
        self.press("z")

    def export(self) -> Download:
        with self.page.expect_download() as download:
            self.choose("export csv")
        return download.value

    def merge_the_first(self) -> None:
        self.choose("duplicates")
        expect(self.page.get_by_role("button", name="One customer")).to_be_visible(timeout=LONG)
        self.press("m")
        expect(self.page.get_by_text("is now part of the other.")).to_be_visible(timeout=LONG)

    def choose_dark(self) -> None:
        self.choose("dark")

    def sign_out(self) -> None:
        self.use(self.page.get_by_role("button", name="Account of"))
        self.press("ArrowUp")
        self.choose_in_menu("Sign out")

    def choose_in_menu(self, name: str) -> None:
        """Go by arrows through the open menu until its line is there, and press it."""
        line = self.page.locator(".menu:popover-open .menu-item", has_text=name)
        for _ in range(20):
            if line.evaluate("one => one === document.activeElement"):
                self.press("Enter")
                return
            self.press("ArrowUp")
        raise AssertionError(f"{name} is not reached by the arrows")
