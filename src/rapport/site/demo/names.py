"""Names, mailboxes, phone numbers and tax numbers that are well formed and belong to nobody.

Mailboxes live under the domains reserved by RFC 2606; phone numbers come from the ranges regulators keep for
drama (United States, United Kingdom, Germany) and, where a country keeps none, from blocks of zeros.
"""

from dataclasses import dataclass
from random import Random

SURNAMES = (
    "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 徐:xu 孙:sun 马:ma "
    "朱:zhu 胡:hu 郭:guo 何:he 林:lin 高:gao 罗:luo 郑:zheng 梁:liang 谢:xie 宋:song 唐:tang 许:xu "
    "邓:deng 韩:han 冯:feng 曹:cao 彭:peng 曾:zeng 肖:xiao 田:tian 董:dong 潘:pan 袁:yuan 蔡:cai 蒋:jiang "
    "余:yu 于:yu 杜:du 叶:ye 程:cheng 魏:wei 苏:su 吕:lv 丁:ding 任:ren 卢:lu 姚:yao 沈:shen 钟:zhong "
    "姜:jiang 崔:cui 谭:tan 陆:lu 范:fan 汪:wang 廖:liao 欧阳:ouyang 司马:sima"
)
GIVEN = (
    "伟:wei 芳:fang 娜:na 敏:min 静:jing 丽:li 强:qiang 磊:lei 军:jun 洋:yang 勇:yong 艳:yan 杰:jie "
    "娟:juan 涛:tao 明:ming 超:chao 霞:xia 平:ping 刚:gang 秀英:xiuying 桂英:guiying 玉兰:yulan "
    "梓涵:zihan 欣怡:xinyi 佳琪:jiaqi 思雨:siyu 晨曦:chenxi 子轩:zixuan 浩然:haoran 宇航:yuhang "
    "雨桐:yutong 诗涵:shihan 一诺:yinuo 可馨:kexin 嘉怡:jiayi 皓轩:haoxuan 泽宇:zeyu 睿哲:ruizhe "
    "慧玲:huiling 淑珍:shuzhen 凤琴:fengqin 建国:jianguo 志强:zhiqiang 海波:haibo 晓东:xiaodong "
    "小龙:xiaolong 雅婷:yating 俊峰:junfeng 文杰:wenjie 天佑:tianyou 若曦:ruoxi 冬梅:dongmei 雪梅:xuemei "
    "春燕:chunyan 丽华:lihua 国庆:guoqing 美玲:meiling 秋月:qiuyue 清风:qingfeng 远航:yuanhang "
    "思远:siyuan 明轩:mingxuan 静怡:jingyi"
)
ENGLISH = (
    "Amelia Oliver Ava George Isla Harry Mia Jack Grace Noah Emily Leo Sophie Arthur Ella Oscar Chloe "
    "Henry Lily Charlie Evelyn Thomas Hannah James Nora William Ruby Daniel Alice Samuel Zoe Joseph Clara "
    "Ethan Violet Lucas Hazel Mason"
)
ENGLISH_LAST = (
    "Smith Jones Taylor Brown Wilson Evans Walker Wright Robinson Thompson White Hughes Edwards Green "
    "Hall Wood Harris Martin Jackson Clarke Turner Hill Cooper Ward Morris Baker King Young Allen Scott "
    "Parker Bennett Cook Murphy Shaw"
)
GERMAN = (
    "Anna Paul Lena Felix Marie Jonas Sophia Elias Laura Maximilian Johanna Moritz Klara Anton Ida Jakob "
    "Greta Karl Frieda Emil Lotte Oskar Mathilda Theo Charlotte Julian Käthe Jürgen Birgit Søren Jörg "
    "Agnès Mara Till Ronja Bent"
)
GERMAN_LAST = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer "
    "Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner "
    "Krause Lehmann Köhler Weiß Größmann"
)

FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "è": "e", "é": "e"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as written, and in plain letters for a mailbox."""

    given: str
    family: str
    full: str
    plain: str


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(written, plain) for written, _, plain in (pair.partition(":") for pair in text.split())]


POOLS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "zh": (_pairs(GIVEN), _pairs(SURNAMES)),
    "en": ([(n, n) for n in ENGLISH.split()], [(n, n) for n in ENGLISH_LAST.split()]),
    "de": ([(n, n) for n in GERMAN.split()], [(n, n) for n in GERMAN_LAST.split()]),
}


def invent_name(random: Random, speech: str, family: tuple[str, str] | None = None) -> Name:
    """Return a name of that speech; `family` keeps the family name of a relative (as written, plain)."""
    given_pool, family_pool = POOLS[speech]
    given, plain_given = random.choice(given_pool)
    last, plain_last = family or random.choice(family_pool)
    full = f"{last}{given}" if speech == "zh" else f"{given} {last}"
    return Name(given, last, full, f"{plain_given}.{plain_last}".lower().translate(FOLD))


def invent_mailbox(random: Random, plain: str, number: int) -> str:
    """Return a mailbox nobody else in the shop has."""
    domain = random.choice(
        ("example.com", "example.org", "example.net", "mail.example.com", "post.example.org")
    )
    return f"{plain.replace('.', random.choice(('.', '_', '')))}{number}@{domain}"


def give_phone(country: str, number: int) -> str:
    """Return the `number`-th phone number of a country in E.164, valid and unused."""
    block, rest = divmod(number, 10_000)
    match country:
        case "CN":
            return f"+86{(138, 139, 136, 158, 187, 199)[block % 6]}0000{rest:04d}"
        case "US":
            area = (202, 206, 212, 213, 310, 312, 404, 415, 503, 512, 602, 617, 702, 713, 720, 773)
            return f"+1{area[number // 100 % len(area)]}55501{number % 100:02d}"
        case "GB":
            return f"+442079460{number % 1000:03d}"
        case "AT":
            return f"+43664000{rest:04d}"
        case "CH":
            return f"+4179000{rest:04d}"
        case _:
            return f"+4915200{rest:06d}"


CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def give_chinese_tax_number(number: int) -> str:
    """Return a unified social credit code with its check character (GB 32100-2015, weights 3^i modulo 31)."""
    body = f"91330100MA{number:07d}"
    total = sum(CODE_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return body + CODE_LETTERS[-total % 31]


def give_german_tax_number(number: int) -> str:
    """Return a German VAT number with its check digit (ISO 7064, MOD 11,10)."""
    body, product = f"{10_000_000 + number:08d}", 10
    for digit in body:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return f"DE{body}{(11 - product) % 10}"
