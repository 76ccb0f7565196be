"""The words of a widget that are the same for every shop, by language: none needs a catalogue at the door."""

from rapport.collaborative.chat.rules.settings import LANGUAGES

WORDS = {
    "en": {
        "open": "Chat with us",
        "close": "Close the chat",
        "write": "Write a message",
        "send": "Send",
        "sending": "Sending",
        "unsent": "Not sent yet. It is sent when you are connected again.",
        "refused": "This could not be sent.",
        "you": "You",
        "us": "Automatic answer",
        "typing": "An answer is being written",
        "person": "Talk to a person",
        "wish": "I would like to talk to a person.",
        "away": "We are not here at the moment. Leave your e-mail address, and we answer by e-mail.",
        "name": "Name",
        "email": "E-mail address",
        "message": "Message",
        "leave": "Send by e-mail",
        "left": "Thank you. We answer by e-mail.",
        "attach": "Attach a file",
        "large": "This file is too large.",
        "new": "New message",
        "chat": "Our chat",
        "copy": "Send me this chat by e-mail",
        "copied": "It is on its way to you.",
    },
    "zh": {
        "open": "在线咨询",
        "close": "关闭对话",
        "write": "写消息",
        "send": "发送",
        "sending": "正在发送",
        "unsent": "尚未发送。重新连接后会自动发送。",
        "refused": "无法发送。",
        "you": "您",
        "us": "自动回复",
        "typing": "客服正在输入",
        "person": "转人工客服",
        "wish": "我想和人工客服交谈。",
        "away": "我们现在不在线。请留下您的电子邮箱，我们会通过邮件答复。",
        "name": "姓名",
        "email": "电子邮箱",
        "message": "留言",
        "leave": "发送留言",
        "left": "谢谢！我们会通过邮件答复您。",
        "attach": "添加附件",
        "large": "文件太大。",
        "new": "新消息",
        "chat": "在线咨询记录",
        "copy": "把对话发到我的邮箱",
        "copied": "已发送，请查收邮件。",
    },
}


def language_of(wanted: str) -> str:
    """Return which of a widget's languages a visitor reads: that of the tag they sent, else the first."""
    first = wanted.replace("_", "-").partition("-")[0].lower()
    return first if first in LANGUAGES else LANGUAGES[0]
