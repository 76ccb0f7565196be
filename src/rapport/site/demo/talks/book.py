"""Which conversations belong to which demo shop."""

from rapport.site.demo.talks import chinese, english, german, picturing, texting
from rapport.site.demo.talks.shape import Shelf

BOOK = {
    "zh-hans": (
        Shelf("email", "客服邮箱 Service", "service@demo.example.com", chinese=True, talks=chinese.LETTERS),
        Shelf("email", "Overseas 海外", "hello@demo.example.com", chinese=False, talks=english.LETTERS),
        Shelf(
            "sms",
            "国内短信",
            "+8618700009001",
            chinese=True,
            talks=texting.CHINESE,
            services=texting.CHINESE_SERVICES,
        ),
        Shelf(
            "sms",
            "Overseas SMS 海外短信",
            "+447700900123",
            chinese=False,
            talks=texting.ENGLISH,
            services=texting.ENGLISH_SERVICES,
        ),
        Shelf("mms", "彩信", "+8618700009002", chinese=True, talks=picturing.CHINESE),
    ),
    "en": (
        Shelf("email", "Kundendienst", "service@nordlicht.example.com", chinese=False, talks=german.LETTERS),
        Shelf("mms", "Bilder", "+4915200000042", chinese=False, talks=picturing.GERMAN),
    ),
}
"""By the language of a shop."""
