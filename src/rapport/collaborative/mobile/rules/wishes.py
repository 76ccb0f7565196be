"""Whether a message asks to be written no more, or again: many wordings, whole phrases, never by chance."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Wish = Literal["stop", "start", "yes"]
_STOP = {
    "en": "stop|stopall|unsubscribe|unsub|cancel|end|quit|opt out|optout|remove|no more|stop texting|"
    "stop sending|leave me alone|do not contact|dont contact|take off list|stop it|revoke|arret",
    "de": "stopp|abmelden|abbestellen|austragen|kündigen|ende|keine werbung|nicht mehr|keine mehr|"
    "abmeldung|widerruf|widerrufe|aufhören|schluss",
    "zh": "t|td|tt|qx|退订|退訂|拒收|取消|取消订阅|取消訂閱|停止|停止发送|不要再发|不要再發|别发了|別發了|"
    "不再接收|退出|屏蔽|回t退订|不需要|拒绝接收",
    "fr": "arrêt|arrêter|arreter|désabonner|desabonner|désinscrire|désinscription|stopper",
    "es": "baja|alto|parar|cancelar|darse de baja|dar de baja|no más|no mas|basta",
    "it": "basta|cancella|cancellami|disiscrivi|disdici|ferma",
    "pt": "pare|sair|remover|descadastrar",
    "nl": "afmelden|uitschrijven|stoppen",
    "pl": "koniec|wypisz|rezygnuję|rezygnuje",
    "tr": "dur|iptal|ret|çık",
    "ru": "стоп|отписаться|отписка|отмена|хватит",
    "ja": "停止|解除|配信停止|やめて",
    "ko": "중지|수신거부|거부",
    "ar": "توقف|إلغاء|قف",
}
_START = {
    "en": "start|unstop|subscribe|opt in|optin|resume|begin",
    "de": "anmelden|abonnieren|wieder anmelden",
    "zh": "订阅|訂閱|恢复订阅|恢復訂閱|开始|開始",
    "fr": "abonner|reprendre",
    "es": "alta|suscribir",
}
_YES = {
    "en": "yes|y|ok|okay|confirm|agree|i agree",
    "de": "ja|j|bestätigen|einverstanden",
    "zh": "是|是的|好|好的|确认|確認|同意",
    "fr": "oui",
    "es": "si|sí",
}
_FILLERS = """please pls plz me my now all sms msg msgs text texts message messages mobile newsletter
marketing the to from this number thanks thank you bitte alle mich sofort danke von werbung nachrichten
newsletters svp por favor your list"""
_FILLING = frozenset(_FILLERS.split())
_BREAKS = re.compile(r"[^\w]+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ASKED = re.compile(r"^(请|請|麻烦|我要|我想|回复|回覆)+|(谢谢|謝謝|吧|了)+$")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message wishes, in which language, by which phrase."""

    wish: Wish
    language: str
    phrase: str


def _phrases(words: dict[str, str]) -> dict[str, str]:
    return {phrase: language for language, line in words.items() for phrase in line.split("|")}


_KNOWN: dict[Wish, dict[str, str]] = {
    "stop": _phrases(_STOP),
    "start": _phrases(_START),
    "yes": _phrases(_YES),
}


def plain(text: str) -> str:
    """Return a text in lower case without signs: full-width letters are letters, spaces are one."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("\u2019", "")
    return " ".join(_BREAKS.sub(" ", folded).split())


def read_wish(text: str) -> Meant | None:
    """Return what a message wishes; None where it says anything beside."""
    said = plain(text)
    for form in dict.fromkeys((said, _without_filling(said), _ASKED.sub("", said).strip())):
        for wish, phrases in _KNOWN.items():
            if form in phrases:
                return Meant(wish, phrases[form], form)
    return None


def _without_filling(said: str) -> str:
    if _HAN.search(said):
        return said.replace(" ", "")
    kept = [word for word in said.split() if word not in _FILLING]
    return " ".join(dict.fromkeys(kept))  # "stop stop stop" is one
