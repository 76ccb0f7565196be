"""A seeded file of customers: 2 % bad rows, 5 % that name a customer of the same file again."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("customer_no", "name", "email", "phone", "city", "country", "tags", "consent", "birthday")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰玉华红鹏飞宇浩然子轩梓涵欣怡佳"
SYLLABLES = tuple(
    "an bel ber car co da den du el far gar han in jo ka lan ma nor pa ra san ta ver wil".split()  # noqa: SIM905
)
MAIL = ("example.com", "example.org", "example.net", "mail.example.com")
CITIES = {
    "CN": ("上海", "北京", "深圳", "广州"),
    "US": ("Boston", "New York"),
    "GB": ("London", "Leeds"),
    "DE": ("Berlin", "München"),
    "FR": ("Paris", "Lyon"),
}
COUNTRIES = tuple(CITIES)
# One customer in ten carries tags, which are rows of their own: about the rows a customer the goal speaks of.
TAGS = (*[""] * 36, "vip", "vip;new", "newsletter", "b2b;wholesale")
CONSENTS = ("yes", "no", "yes", "yes", "")
BAD_EVERY, TWIN_EVERY = 50, 20


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds: its rows, how many are bad, how many name an earlier customer again."""

    file: Path
    rows: int
    bad: int
    twins: int

    @property
    def customers(self) -> int:
        """Customers the file gives when everything else is right."""
        return self.rows - self.bad - self.twins


def write_customers(file: Path, rows: int, *, seed: int = 1) -> Written:
    """Write the file; the same seed and size give the same bytes."""
    draw = random.Random(seed)
    latin = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(20_000)]
    bad = twins = 0
    kept: list[tuple[str, str]] = []
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        for number in range(rows):
            row = _draw_row(draw, latin, number)
            if number % BAD_EVERY == BAD_EVERY - 1:
                _spoil(row, number // BAD_EVERY)
                bad += 1
            elif number % TWIN_EVERY == TWIN_EVERY - 3 and kept:
                row[0], row[2] = kept[draw.randrange(len(kept))]
                twins += 1
            elif number % 7 == 0:
                kept.append((row[0], row[2]))
            writer.writerow(row)
    return Written(file, rows, bad, twins)


def _draw_row(draw: random.Random, latin: list[str], number: int) -> list[str]:
    country = COUNTRIES[int(draw.random() ** 0.7 * 5)] if draw.random() > 0.3 else "CN"
    if country == "CN":
        name = draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.randint(1, 2)))
        mailbox = f"user{number}"
    else:
        name = f"{draw.choice(latin)} {draw.choice(latin)}"
        mailbox = f"{name.replace(' ', '.').lower()}{number}"
    return [
        f"C{number:08d}",
        name,
        f"{mailbox}@{draw.choice(MAIL)}",
        _draw_phone(draw, country, number),
        draw.choice(CITIES[country]),
        country,
        draw.choice(TAGS),
        draw.choice(CONSENTS),
        f"{draw.randint(1950, 2004)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
    ]


def _draw_phone(draw: random.Random, country: str, number: int) -> str:
    """Return a number that differs for each row, written as people write it."""
    digits = f"{number:08d}"
    match country:
        case "CN":
            return draw.choice((f"+86 138 {digits[:4]} {digits[4:]}", f"138{digits}", f"+86139{digits}"))
        case "US":
            return f"+1 ({200 + number // 10**7 * 11 + 3}) {200 + number // 10**4 % 800}-{number % 10**4:04d}"
        case "GB":
            return f"+44 7{400 + number // 10**6 % 100} {number % 10**6:06d}"
        case "DE":
            return f"+49 151 {digits}"
        case _:
            return f"+33 6 {digits}"


def _spoil(row: list[str], kind: int) -> None:
    column, value = ((2, "no-at-sign"), (3, "12"), (8, "1990-13-45"), (2, "a@b@example.com"))[kind % 4]
    row[column] = value
