"""Starter marks: by which words a topic or an intent shows. A shop changes them and adds its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StarterMark:
    """A topic or an intent with the words it shows by, in English and in Chinese."""

    aspect: str
    code: str
    label: Promise
    english: str
    chinese: str


STARTERS = (
    StarterMark(
        "topic",
        "delivery",
        _("Shipping and delivery"),
        "delivery, delivered, deliver, shipping, shipped, ship, shipment, parcel, courier, "
        "tracking, customs, "
        "arrived, arrive, carrier, post office, in transit",
        "快递, 物流, 发货, 送货, 配送, 包裹, 到货, 运费, 派送, 签收, 清关, 海关, 寄",
    ),
    StarterMark(
        "topic",
        "quality",
        _("Quality of goods"),
        "quality, broken, broke, defective, damaged, faulty, cracked, chipped, leak, leaks, fresh, "
        "stale, taste, "
        "tastes, flavour, flavor, smell, sturdy, fell apart, well made, works",
        "质量, 品质, 破损, 坏了, 损坏, 裂, 漏, 新鲜, 味道, 口感, 异味, 正品, 假货, 做工, 香气",
    ),
    StarterMark(
        "topic",
        "price",
        _("Price"),
        "price, prices, priced, expensive, cheap, overpriced, cost, costs, discount, voucher, coupon, worth, "
        "charged, fee, duty, value for money",
        "价格, 价钱, 贵, 便宜, 优惠, 折扣, 划算, 实惠, 性价比, 涨价, 降价, 优惠券, 收费",
    ),
    StarterMark(
        "topic",
        "service",
        _("Service"),
        "service, staff, support, helpful, rude, answer, answered, reply, replied, agent, hotline, phoned, "
        "friendly, waiter, waitress",
        "服务, 客服, 态度, 热情, 耐心, 回复, 接待, 店员, 前台, 电话",
    ),
    StarterMark(
        "topic",
        "returns",
        _("Returns"),
        "return, returned, returning, send back, sent back, refund, refunded, money back, exchange, "
        "replacement",
        "退货, 退款, 换货, 退回, 退换, 退钱, 换一个",
    ),
    StarterMark(
        "topic",
        "size",
        _("Size"),
        "size, sizes, too small, too big, too large, fits, fit, too tight, too long, too short, dimensions",
        "尺寸, 尺码, 太小, 太大, 偏小, 偏大, 大小, 合身, 太紧",
    ),
    StarterMark(
        "topic",
        "packaging",
        _("Packaging"),
        "packaging, packed, package, box, wrapped, wrapping, tin, bag, gift box, dented",
        "包装, 盒子, 礼盒, 纸箱, 罐子, 袋子, 密封, 泡沫",
    ),
    StarterMark(
        "topic",
        "stock",
        _("Stock"),
        "stock, in stock, out of stock, sold out, available, availability, restock, back again",
        "缺货, 有货, 库存, 断货, 补货, 没货, 上架, 售罄",
    ),
    StarterMark(
        "intent",
        "cancellation",
        _("Wants to cancel"),
        "cancel, cancelled, cancellation, call off, unsubscribe, close my account",
        "取消, 不要了, 撤销, 退订, 注销",
    ),
    StarterMark(
        "intent",
        "return",
        _("Wants to return"),
        "return it, return the, return my, like to return, want to return, send it back, send back, refund, "
        "money back, exchange",
        "退货, 退款, 换货, 退钱, 想退, 退换",
    ),
    StarterMark(
        "intent",
        "order_status",
        _("Order status"),
        "where is my, when will my, tracking, has not arrived, not arrived, still waiting, order status, "
        "shipped yet, when does it arrive, my parcel",
        "到哪, 什么时候到, 什么时候发货, 还没到, 没收到, 物流信息, 查一下订单, 何时发货, 发货了吗",
    ),
    StarterMark(
        "intent",
        "complaint",
        _("Complaint"),
        "complaint, complain, unacceptable, disappointed, broken, damaged, wrong item, missing, "
        "rude, terrible, "
        "awful, does not work, doesn't work, still no answer",
        "投诉, 差评, 失望, 破损, 坏了, 少发, 发错, 漏发, 态度差, 太差, 不能用, 没人理",
    ),
    StarterMark(
        "intent",
        "question",
        _("Question"),
        "?, how do i, how do you, could you tell, can you tell, would you, do you have, which one, "
        "is it possible",
        "？, ?, 请问, 怎么, 如何, 能不能, 可以吗, 有没有, 哪个, 多少",
    ),
    StarterMark(
        "intent",
        "praise",
        _("Praise"),
        "thank you, thanks, love it, love the, loved, excellent, perfect, amazing, great service, recommend, "
        "wonderful, delicious",
        "谢谢, 感谢, 很好, 不错, 满意, 喜欢, 推荐, 好评, 赞, 好喝, 好吃",
    ),
)
"""Intents in the order in which they win: who asks for their money back complains too."""
