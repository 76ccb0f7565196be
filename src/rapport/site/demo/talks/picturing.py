"""Messages with pictures, by telephone."""

from rapport.site.demo.talks.shape import Talk

CHINESE = (
    Talk(
        "杯子磕了",
        (
            ("customer", "1 20:14", "刚收到，杯口有个缺口，能换吗？"),
            ("staff", "1 20:31", "您好，看到照片了，给您免费换一只，明天寄出，旧的不用退。茗舍 {agent}"),
            ("customer", "1 20:33", "太好了，谢谢"),
        ),
        tags=("售后",),
        picture="chipped",
    ),
    Talk(
        "这款还有吗",
        (("customer", "35", "朋友家看到这个杯子，你们店里还有货吗？"),),
        end="open",
        whose="",
        picture="whole",
    ),
)
GERMAN = (
    Talk(
        "Tasse",
        (
            ("customer", "2 18:05", "Die Tasse kam mit einem Sprung an. Was nun?"),
            ("staff", "2 18:22", "Guten Tag, danke für das Bild. Eine neue ist morgen unterwegs. {agent}"),
        ),
        picture="chipped",
    ),
    Talk(
        "Noch da?",
        (("customer", "50", "Gibt es diese Tasse noch bei Ihnen?"),),
        end="open",
        whose="",
        picture="whole",
    ),
)
