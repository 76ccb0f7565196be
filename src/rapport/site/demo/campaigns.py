"""The campaigns of the demo shops: sent within the year, to be sent, and waiting for an approval."""

from decimal import Decimal

from rapport.site.demo.mailings import Letter, Mailing, write_blocks
from rapport.site.demo.records import Shop


def list_mailings(shop: Shop) -> list[Mailing]:
    """Return the campaigns of a shop."""
    return list(_MINGSHE if shop.language.startswith("zh") else _NORDLICHT)


_MINGSHE = (
    Mailing(
        "新年年货：暖冬红茶与家宴茶具",
        "让老顾客在年前回来选年货。",
        "收到信的顾客三周内买得更多，平均每人多花十元以上。",
        (1, 12),
        "stage:is:customer;country:is:CN;created:before:{day}",
        (
            Letter(
                "{{name}}，年货茶单已备好",
                "红茶、熟普与一整套家宴茶具，年前都能送到。",
                write_blocks(
                    "# 新年好，{{name}}",
                    "天冷的时候，家里总要有一壶热茶。今年的年货茶单，我们挑了三款耐泡、长辈也喜欢的茶："
                    "正山小种、祁门红茶和存放五年的熟普洱。",
                    "小年之前下单，除夕前送达。需要代写贺卡的话，在备注里告诉我们就好。",
                    "> 看看年货茶单 | new-year",
                    "---",
                    "家宴缺一套像样的茶具？白瓷盖碗配六只品茗杯，套装比单买省一成。",
                    "> 选一套茶具 | teaware",
                ),
            ),
        ),
        hold_out=40,
        window=21,
        cost=Decimal(600),
        budget=Decimal(2_000),
    ),
    Mailing(
        "春茶上市：明前龙井",
        "把头采春茶留给买过绿茶的顾客。",
        "买过绿茶的人会为明前茶提前下单。",
        (3, 28),
        "some.orders(placed_at:before:{day};some.lines(sku:starts_with:GT))",
        (
            Letter(
                "明前龙井今天到店，先给老茶客留着",
                "西湖核心产区，三月下旬手工采摘，每人限购两罐。",
                write_blocks(
                    "# 头一批春茶到了",
                    "{{name}}，您好：\n\n昨天傍晚，第一批明前龙井从梅家坞送到了杭州店。"
                    "今年春天雨水少，芽头比去年小一些，香气却更清。",
                    "水温八十度，先注三分之一，等十秒再加满。第一泡就能喝，不必洗茶。",
                    "> 留两罐明前茶 | longjing",
                    "想先尝一尝再决定？杭州、宁波两家店每天下午都有品饮。",
                ),
                1.15,
            ),
        ),
        hold_out=30,
        window=14,
        budget=Decimal(1_000),
    ),
    Mailing(
        "久别重逢：半年未见的顾客",
        "请半年没有来过的顾客再来看看。",
        "一封不打折的问候信，就能唤回其中一部分人。",
        (6, 3),
        "some.orders(placed_at:before:{before});no.orders(placed_at:from:{before};placed_at:before:{day})",
        (
            Letter(
                "好久不见，{{name}}",
                "这半年，店里添了几样新东西。",
                write_blocks(
                    "# 好久不见",
                    "{{name}}，您好：\n\n上次见面已经是半年多以前了。您不在的这段日子，我们添了白茶散装、"
                    "一款竹制茶盘，还把包装里的塑料都换成了纸。",
                    "如果是哪里没做好，直接回复这封信就行，店长会亲自看。",
                    "> 看看有什么新的 | new",
                ),
                0.7,
            ),
        ),
        hold_out=50,
        window=30,
    ),
    Mailing(
        "中秋礼盒预订",
        "中秋前把礼盒订单提前锁定。",
        "买过礼品的人会再送一次，而且提前三周决定。",
        (9, 2),
        "or(some.orders(placed_at:before:{day};some.lines(sku:starts_with:GF));tags:any_of:gift buyer|vip)",
        (
            Letter(
                "中秋礼盒开订：今年有两款",
                "九月十日前预订，免费烫印姓氏，按您给的地址分寄。",
                write_blocks(
                    "# 一盒茶，寄一份惦念",
                    "{{name}}，您好：\n\n今年的中秋茶礼只做两款：“月白”是白毫银针配一对青瓷杯，"
                    "“桂影”是桂花乌龙配莲蓉小饼。",
                    "送客户的朋友请看这里：十盒起可以印公司名称，发票随货寄出，地址发一张表格就行。",
                    "> 预订中秋礼盒 | mid-autumn",
                    "> 十盒以上请走这里 | mid-autumn/company",
                ),
                1.25,
            ),
        ),
        hold_out=40,
        window=21,
        cost=Decimal(1_200),
        budget=Decimal(3_000),
    ),
    Mailing(
        "秋茶通讯：两种标题对比",
        "弄清楚哪一种标题更能让人点开。",
        "说出具体茶名的标题，比只说“新品”更有人点开。",
        (10, 20),
        "stage:is:customer;city:any_of:杭州市|深圳市|广州市;created:before:{day}",
        (
            Letter(
                "秋季新品到店",
                "岩茶、铁观音与秋白茶。",
                write_blocks(
                    "# 秋天的茶",
                    "{{name}}，您好：\n\n秋茶香高、水甜，适合天凉以后慢慢喝。这一季到店的有大红袍、"
                    "秋茶铁观音和白牡丹。",
                    "> 看秋季茶单 | autumn",
                ),
            ),
            Letter(
                "大红袍焙好了，这一炉只有六十斤",
                "炭焙四十天，昨天刚退火。",
                write_blocks(
                    "# 大红袍焙好了",
                    "{{name}}，您好：\n\n今年的大红袍用荔枝炭焙了四十天，昨天刚刚退火，一共六十斤。"
                    "汤色橙黄，第三泡开始有兰花香。",
                    "> 看秋季茶单 | autumn",
                ),
                1.4,
            ),
        ),
        hold_out=40,
    ),
    Mailing(
        "Tea for friends abroad",
        "Tell customers overseas that parcels now leave from Hamburg and Seattle.",
        "Shorter delivery brings back those who found three weeks too long.",
        8,
        "country:any_of:US|GB|DE;stage:is:customer",
        (
            Letter(
                "Your tea, four days away",
                "We now ship from Hamburg and Seattle.",
                write_blocks(
                    "# Fresh tea without the wait",
                    "Dear {{name}},\n\nthree weeks is a long time to look forward to a tin of oolong. We now "
                    "keep our best-loved teas in Hamburg and Seattle, so that your parcel is with you in "
                    "about four days.",
                    "Nothing else changes: the same farms, the same roasts, the same prices.",
                    "> See what is in stock near you | abroad",
                ),
            ),
        ),
    ),
    Mailing(
        "品茗会会员日邀请",
        "请常来的顾客到店品茶，认识新同事。",
        "到过店里的人，之后一个月买得更勤。",
        16,
        "orders:at_least:3;country:is:CN",
        (
            Letter(
                "请您来喝茶：会员日品茗会",
                "三款茶，一位制茶师，十二个座位。",
                write_blocks(
                    "# 请您来喝茶",
                    "{{name}}，您好：\n\n会员日那天下午，我们请了一位武夷山的制茶师傅到店，"
                    "带三款岩茶，讲讲焙火的轻重。每场十二个座位，不收费。",
                    "> 报名留座 | tasting",
                ),
            ),
        ),
        approved=False,
    ),
)

_NORDLICHT = (
    Mailing(
        "Lamps for the dark months",
        "Bring customers back before the clocks change.",
        "Who bought a lamp once wants a second one when evenings get long.",
        (10, 15),
        "stage:is:customer;country:any_of:DE|AT|CH;created:before:{day}",
        (
            Letter(
                "Light for long evenings",
                "Warm, dimmable, and made to be repaired.",
                write_blocks(
                    "# Long evenings ahead",
                    "Dear {{name}},\n\nin two weeks it will be dark at five. Our reading lamps are back: "
                    "warm light, a dimmer within reach, and every part of them can be bought on its own.",
                    "> Choose a reading lamp | lamps",
                    "---",
                    "Bring back a shade you no longer like: we take ten euros off the next one.",
                ),
            ),
        ),
        hold_out=40,
        window=21,
        cost=Decimal(250),
    ),
)
