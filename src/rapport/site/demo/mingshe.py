"""The first demo shop: a Chinese and international tea and home group with three tiers of units."""

from decimal import Decimal

from rapport.site.demo.profiles import Family, Place, Profile
from rapport.site.demo.records import CustomField, Unit

GROUP, PROVINCE, LOCAL = "group", "province", "local network"

UNITS = (
    Unit("group", "", "Mingshe Group 茗舍集团", GROUP),
    Unit("zhejiang", "group", "Zhejiang 浙江", PROVINCE),
    Unit("fujian", "group", "Fujian 福建", PROVINCE),
    Unit("guangdong", "group", "Guangdong 广东", PROVINCE),
    Unit("hunan", "group", "Hunan 湖南", PROVINCE),
    Unit("overseas", "group", "Overseas 海外", PROVINCE),
    Unit("hangzhou", "zhejiang", "Hangzhou 杭州", LOCAL),
    Unit("ningbo", "zhejiang", "Ningbo 宁波", LOCAL),
    Unit("fuzhou", "fujian", "Fuzhou 福州", LOCAL),
    Unit("xiamen", "fujian", "Xiamen 厦门", LOCAL),
    Unit("guangzhou", "guangdong", "Guangzhou 广州", LOCAL),
    Unit("shenzhen", "guangdong", "Shenzhen 深圳", LOCAL),
    Unit("changsha", "hunan", "Changsha 长沙", LOCAL),
    Unit("america", "overseas", "North America 北美", LOCAL),
    Unit("europe", "overseas", "Europe 欧洲", LOCAL),
)

STREETS = ("人民路", "中山路", "解放路", "建设路", "和平路", "文化路", "湖滨路", "茶园巷", "学院路", "长江路")
AVENUES = ("Maple Avenue", "Oak Street", "Lakeview Drive", "Mill Road", "Orchard Lane", "Station Street")

PLACES = (
    Place("hangzhou", "杭州市", "浙江省", "310000", "CN", "CNY", "zh", 18, STREETS),
    Place("ningbo", "宁波市", "浙江省", "315000", "CN", "CNY", "zh", 9, STREETS),
    Place("fuzhou", "福州市", "福建省", "350000", "CN", "CNY", "zh", 8, STREETS),
    Place("xiamen", "厦门市", "福建省", "361000", "CN", "CNY", "zh", 9, STREETS),
    Place("guangzhou", "广州市", "广东省", "510000", "CN", "CNY", "zh", 11, STREETS),
    Place("shenzhen", "深圳市", "广东省", "518000", "CN", "CNY", "zh", 10, STREETS),
    Place("changsha", "长沙市", "湖南省", "410000", "CN", "CNY", "zh", 8, STREETS),
    Place("america", "Seattle", "WA", "98101", "US", "USD", "en", 6, AVENUES),
    Place("america", "San Francisco", "CA", "94103", "US", "USD", "en", 5, AVENUES),
    Place("america", "New York", "NY", "10012", "US", "USD", "en", 4, AVENUES),
    Place("europe", "London", "England", "E1 6AN", "GB", "EUR", "en", 5, AVENUES),
    Place(
        "europe", "Berlin", "Berlin", "10115", "DE", "EUR", "de", 7, ("Lindenstraße", "Gartenweg", "Am Markt")
    ),
)

SPRING = {3: 1.4, 4: 2.4, 5: 1.8}
WINTER = {11: 1.5, 12: 1.9, 1: 1.8, 2: 1.3}
FESTIVALS = {1: 2.6, 2: 1.8, 9: 2.4, 12: 1.6}
SUMMER = {5: 1.3, 6: 1.6, 7: 1.8, 8: 1.5}

TIN, BAG, BOX = ("50 g tin 罐装", 68), ("250 g bag 袋装", 188), ("gift box 礼盒", 368)

FAMILIES = (
    Family(
        "GT",
        "Green tea 绿茶",
        (
            "West Lake Longjing 西湖龙井",
            "Biluochun 碧螺春",
            "Anji Bai Cha 安吉白茶",
            "Huangshan Maofeng 黄山毛峰",
        ),
        (TIN, BAG, BOX),
        SPRING,
    ),
    Family(
        "OT",
        "Oolong 乌龙茶",
        (
            "Tieguanyin 铁观音",
            "Da Hong Pao 大红袍",
            "Phoenix Dancong 凤凰单丛",
            "Oriental Beauty 东方美人",
            "Frozen Summit 冻顶乌龙",
        ),
        (TIN, BAG, BOX),
        {},
    ),
    Family(
        "BT",
        "Black and dark tea 红茶与黑茶",
        ("Lapsang 正山小种", "Keemun 祁门红茶", "Ripe Pu'er 熟普洱", "Anhua Fu Brick 安化茯砖"),
        (TIN, BAG, ("357 g cake 茶饼", 298)),
        WINTER,
    ),
    Family(
        "WT",
        "White and flower tea 白茶与花茶",
        ("Silver Needle 白毫银针", "White Peony 白牡丹", "Jasmine Pearls 茉莉龙珠", "Chrysanthemum 杭白菊"),
        (TIN, BAG),
        SUMMER,
    ),
    Family(
        "TW",
        "Teaware 茶具",
        ("Celadon 青瓷", "Yixing clay 紫砂", "White porcelain 白瓷", "Glass 玻璃", "Jian ware 建盏"),
        (("teapot 茶壶", 328), ("gaiwan 盖碗", 168), ("cup set 茶杯套装", 198), ("tea tray 茶盘", 458)),
        FESTIVALS,
    ),
    Family(
        "HL",
        "Home textiles 家纺",
        ("Linen 亚麻", "Indigo cotton 蓝染棉", "Silk 真丝", "Wool 羊毛", "Ramie 苎麻"),
        (("cushion 靠垫", 128), ("table runner 桌旗", 98), ("throw 毯子", 428), ("curtain 窗帘", 388)),
        WINTER,
    ),
    Family(
        "LV",
        "Living 生活",
        ("Bamboo 竹", "Walnut 胡桃木", "Rattan 藤", "Brass 黄铜"),
        (("lamp 灯", 468), ("tray 托盘", 148), ("storage box 收纳盒", 118), ("incense holder 香插", 88)),
        {},
    ),
    Family(
        "GF",
        "Gifts 礼品",
        ("Spring Festival 春节", "Mid-Autumn 中秋", "Housewarming 乔迁", "Wedding 新婚"),
        (("tea gift 茶礼", 568), ("hamper 礼篮", 888)),
        FESTIVALS,
    ),
)

MINGSHE = Profile(
    slug="demo",
    name="Mingshe Tea & Living 茗舍生活",
    currency="CNY",
    zone="Asia/Shanghai",
    language="zh-hans",
    country="CN",
    seed=20_240_601,
    customers=2_200,
    prospects=140,
    companies=120,
    order_prefix="MS",
    units=UNITS,
    places=PLACES,
    families=FAMILIES,
    rates={"CNY": Decimal(1), "USD": Decimal("0.16"), "EUR": Decimal("0.145")},
    months=(1.25, 0.8, 0.9, 1.05, 1.0, 1.2, 0.85, 0.85, 1.15, 1.0, 1.6, 1.2),
    sales=((6, 18, 0.15), (11, 11, 0.20), (12, 12, 0.10)),
    payments={
        "CNY": ("wechat_pay", "alipay", "union_pay"),
        "USD": ("card", "paypal"),
        "EUR": ("card", "paypal"),
    },
    fields=(
        CustomField(
            "favourite_tea", "Favourite tea 最爱茶类", "choice", ("green", "oolong", "black", "white")
        ),
        CustomField("tasting_club_since", "Tasting club since 品茗会入会日", "date"),
        CustomField("cups_a_day", "Cups a day 每日杯数", "integer"),
        CustomField("gift_remark", "Gift remark 送礼备注", "text"),
    ),
    staff_speech="zh",
)
