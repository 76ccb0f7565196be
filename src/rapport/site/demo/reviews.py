"""What customers of the demo shops wrote of what they bought, as a reviews program would send it."""

from rapport.site.demo.records import Shop

Review = tuple[str, str]
"""The beginning of a product's number, and the words."""


def list_reviews(shop: Shop) -> tuple[Review, ...]:
    """Return the reviews of a shop, in its customers' languages."""
    return _MINGSHE if shop.language.startswith("zh") else _NORDLICHT


_MINGSHE: tuple[Review, ...] = (
    ("GT", "明前的龙井很新鲜，豆香足，第三泡还有回甘，非常满意，会推荐给朋友。"),
    ("OT", "乌龙茶香气很好，就是快递太慢，等了九天才到。"),
    ("TW", "盖碗收到时破了一个角，包装太薄，很失望。"),
    ("BT", "熟普洱有异味，跟上次买的差太多，想退货。"),
    ("GF", "礼盒包装精美，送长辈很有面子，客服也很耐心，谢谢！"),
    ("HL", "亚麻桌布的颜色跟图片不一样，尺寸也偏小。"),
    ("WT", "白茶清甜，性价比高，已经第二次买了，好喝。"),
    ("TW", "紫砂壶做工不错，出水顺，很喜欢。"),
    ("LV", "竹茶盘用了两周就裂了，客服到现在没人理，差评。"),
    ("GF", "Beautiful gift box and delicious tea. It arrived a day early, thank you!"),
    ("GT", "绿茶的包装罐盖子打不开，里面的茶倒是不错。"),
    ("HL", "请问真丝披肩可以机洗吗？"),
)
_NORDLICHT: tuple[Review, ...] = (
    ("LA", "A beautiful lamp with warm light. Well made, and it arrived a day early."),
    ("LA", "The shade came broken and the box was torn. I want my money back."),
    ("FU", "Sturdy shelf, easy to put together. I love it."),
    ("FU", "The bench wobbles and the wood is cracked. Very disappointed for this price."),
    ("CA", "Lovely smell, burns evenly, and good value. Will buy it again."),
    ("TX", "The rug is much too small for what the photo shows, and I still wait for my refund."),
    ("TX", "Soft wool throw, perfect for winter. Thank you!"),
    ("GD", "The lantern leaks when it rains. Poor quality."),
    ("CA", "Delivery took three weeks and nobody answered my mails. Terrible service."),
    ("LA", "Which bulb fits the floor lamp?"),
    ("GD", "The planter is great and came well packed."),
    ("FU", "The stool is not bad, but the colour is not the one I ordered."),
)
