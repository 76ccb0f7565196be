"""Countries by the names people write: ISO codes, English and Chinese names, and what they used to be
called.
"""

from functools import cache
from typing import Final

from rapport.kernel.places import country_names

USUAL: Final = {
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "united states of america": "US",
    "america": "US",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "eire": "IE",
    "rsa": "ZA",
    "uae": "AE",
    "channel islands": "JE",
    "korea": "KR",
    "republic of korea": "KR",
    "south korea": "KR",
    "czech republic": "CZ",
    "holland": "NL",
    "the netherlands": "NL",
    "russian federation": "RU",
    "viet nam": "VN",
    "hong kong": "HK",
    "macao": "MO",
    "macau": "MO",
    "taiwan": "TW",
    "prc": "CN",
    "p.r. china": "CN",
    "mainland china": "CN",
    "people's republic of china": "CN",
    "turkey": "TR",
    "ivory coast": "CI",
    "cote d'ivoire": "CI",
    "palestinian territory": "PS",
    "kyrgyz republic": "KG",
    "slovakia (slovak republic)": "SK",
    "libyan arab jamahiriya": "LY",
    "lao people's democratic republic": "LA",
    "syrian arab republic": "SY",
    "brunei darussalam": "BN",
    "macedonia": "MK",
    "swaziland": "SZ",
    "burma": "MM",
    "cape verde": "CV",
    "antarctica (the territory south of 60 deg s)": "AQ",
    "holy see (vatican city state)": "VA",
    "timor-leste": "TL",
    "united states minor outlying islands": "UM",
    "myanmar": "MM",
    "congo": "CG",
    "saint martin": "MF",
    "reunion": "RE",
    "中华人民共和国": "CN",
    "香港": "HK",
    "澳门": "MO",
    "台湾": "TW",
    "英格兰": "GB",
    "南韩": "KR",
}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("de", "fr", "es", "zh_Hant", "zh", "en"):
        for code, name in country_names(language).items():
            names[name.casefold()] = names[code.casefold()] = code
    for name in [name for name in names if " & " in name]:
        names[name.replace(" & ", " and ")] = names[name]
    return {**names, **USUAL}


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code of a country as written, or an empty text where nobody knows it."""
    return _names().get(" ".join(text.split()).casefold().removeprefix("the "), "")
