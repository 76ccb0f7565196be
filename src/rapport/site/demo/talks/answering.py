"""What the demo shops answer by themselves: opening hours, where an order is, how to join."""

from rapport.collaborative.logic.api import Definition, ServiceDraft, Step, Then, When

_JOIN = Then(
    answer="Welcome, {{first_name}}! We will write when there is something new in {{city}}. Mingshe",
    steps=(
        Step("name", "Good to have you! What is your name?", "name", wrong="Just your name, please."),
        Step("city", "Thank you, {{name}}. Which city do you live in?"),
    ),
    registers=True,
    given_up="A colleague will help you with that.",
)
_JOIN_CHINESE = Then(
    answer="{{name}}，欢迎加入！{{city}}有新茶活动时第一时间告诉您。茗舍",
    steps=(
        Step("name", "欢迎入会！请问怎么称呼您？", "name", wrong="请直接回复您的姓名。"),
        Step("city", "{{name}}您好，请问您在哪个城市？"),
    ),
    registers=True,
    given_up="稍后由同事为您办理。",
)
_ORDER = Then(
    answer="Order {{order_number}} of {{order_day}}: {{order_status}}.",
    instead="We found no such order under your number. A colleague looks into it.",
    look_up="order",
)
_ORDER_CHINESE = Then(
    answer="您 {{order_day}} 的订单 {{order_number}}：{{order_status}}。茗舍",
    instead="没有查到您名下的这个订单，同事会尽快帮您核对。茗舍",
    look_up="order",
)


def _service(name: str, about: str, channel: str, words: tuple[str, ...], then: Then) -> ServiceDraft:
    when = When(words=words, how="fuzzy", channel=channel)
    return ServiceDraft(name, about, definition=Definition(when, then))


_HOURS = "We are here Monday to Saturday from 10 to 20 o'clock, {{first_name|dear customer}}."
SERVICES = {
    "zh-hans": (
        _service(
            *("营业时间 HOURS", "门店几点开门", "sms", ("hours", "opening hours", "营业时间", "几点开门")),
            Then("{{name|您好}}，各店每天 10:00–20:00 营业 (open daily 10–20)。茗舍"),
        ),
        _service("查订单", "订单到哪了", "sms", ("查订单", "订单"), _ORDER_CHINESE),
        _service("ORDER", "Where is my order", "sms", ("order", "where is my order"), _ORDER),
        _service("入会", "两步登记潜在客户", "sms", ("入会", "加入会员"), _JOIN_CHINESE),
        _service("JOIN", "Registers in two steps", "sms", ("join",), _JOIN),
    ),
    "en": (
        _service("HOURS", "When the shop is open", "chat", ("hours", "opening hours"), Then(_HOURS)),
        _service("ORDER", "Where is my order", "chat", ("order", "where is my order"), _ORDER),
        _service("JOIN", "Registers in two steps", "chat", ("join",), _JOIN),
    ),
}
"""By the language of a shop."""
