"""Short messages to the tea shop, and the services that answer them by themselves."""

from rapport.site.demo.talks.shape import Service, Talk

CHINESE = (
    Talk("", (("customer", "6 09:10", "门店"),)),
    Talk("", (("customer", "4 19:30", "新茶"), ("customer", "4 19:34", "是"))),
    Talk("", (("customer", "2 12:05", "新茶"),)),
    Talk("", (("customer", "2 20:41", "几点开门？"),)),
    Talk("", (("customer", "1 08:12", "查订单"),)),
    Talk(
        "",
        (("customer", "1 19:02", "入会"), ("customer", "1 19:03", "沈青禾"), ("customer", "1 19:05", "苏州")),
        stranger=("", "+8613800571234"),
    ),
    Talk("", (("customer", "3 18:20", "退订"),)),
    Talk(
        "",
        (
            ("customer", "1 11:02", "快递放门口了但是没看到，能帮忙问一下吗"),
            ("staff", "1 11:09", "您好，快递员说放在二楼消防栓旁边了，您看一下。茗舍 {agent}"),
            ("customer", "1 11:20", "找到了，谢谢"),
        ),
        tags=("物流",),
    ),
    Talk(
        "",
        (
            ("customer", "7 15:00", "茶壶到货了吗"),
            ("staff", "7 15:12", "到了，给您留了一把，周日前来店里取就行。茗舍 {agent}"),
            ("customer", "7 15:15", "好的周六过去"),
        ),
    ),
    Talk(
        "",
        (
            ("customer", "140", "今天下单明天能到宁波吗？"),
            ("staff", "128", "下午四点前下单，明天晚上能到。茗舍 {agent}"),
        ),
        end="open",
        whose="owner",
        tags=("物流",),
    ),
    Talk("", (("customer", "12", "我的单号还没收到，麻烦发一下"),), end="open", whose=""),
)
ENGLISH = (
    Talk("", (("customer", "5 17:40", "BREW"),)),
    Talk("", (("customer", "3 09:15", "ORDER"),)),
    Talk("", (("customer", "1 13:30", "huors"),)),
    Talk(
        "",
        (
            ("customer", "2 10:02", "JOIN"),
            ("customer", "2 10:03", "Emma Clarke"),
            ("customer", "2 10:06", "Bristol"),
        ),
        stranger=("", "+447700900123"),
    ),
    Talk(
        "",
        (
            ("customer", "2 16:00", "Running late, can I still collect the lamp after six?"),
            ("staff", "2 16:04", "Yes, we are here until seven. {agent}, Mingshe"),
        ),
        tags=("delivery",),
    ),
    Talk("", (("customer", "44", "Is the rattan box back in stock?"),), end="open", whose=""),
)
CHINESE_SERVICES = (
    Service("门店", "杭州湖滨店每天 10:00–21:00，宁波、厦门、深圳各店 10:00–20:00，地图见会员中心。茗舍"),
    Service(
        "新茶",
        "已为您订阅新茶到货通知，回复 TD 退订。茗舍",
        "newsletter",
        "每月最多四条新茶消息，回复“是”确认订阅。茗舍",
    ),
)
ENGLISH_SERVICES = (
    Service("brew", "Green 80 C 2 min, oolong 95 C 1 min, black 95 C 3 min, white 85 C 3 min. Mingshe"),
)
