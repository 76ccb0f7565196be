"""What agents of the demo shops keep at hand, and how conversations come to them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Replies (name, shortcut, text); a team, and rules (name, filter, tag, urgent) that give to it."""

    replies: tuple[tuple[str, str, str], ...]
    team: str = ""
    rules: tuple[tuple[str, str, str, bool], ...] = ()


DESKS = {
    "zh-hans": Words(
        (
            ("问候与确认", "hello", "{{name|您好}}，来信已收到，我们今天之内给您答复。\n{{agent}}"),
            (
                "补寄破损商品",
                "resend",
                "{{name|您好}}，很抱歉商品在路上受损。我们今天补寄新的，旧的不用寄回。\n{{agent}}",
            ),
            ("退款进度", "refund", "{{name|您好}}，退款已经提交，一到三个工作日原路退回。\n{{agent}}"),
            ("冲泡要点", "brew", "绿茶八十度两分钟，乌龙沸水快出汤，红茶九十五度三分钟。\n{{agent}}"),
            (
                "Parcel at customs",
                "customs",
                "Dear {{name|customer}}, we sent the papers customs asked for.\n{{agent}}",
            ),
        ),
        "客服组 Service",
        (
            ("短信归客服组", "channel:is:sms", "短信", False),
            ("新来信先答", "match:is:new", "新客", True),
        ),
    ),
    "en": Words(
        (
            ("Eingang bestätigt", "hello", "Guten Tag {{name|}}, wir antworten Ihnen heute noch.\n{{agent}}"),
            ("Ersatzteil geschickt", "part", "Guten Tag {{name|}}, das Ersatzteil ist unterwegs.\n{{agent}}"),
        ),
    ),
}
"""By the language of a shop."""
