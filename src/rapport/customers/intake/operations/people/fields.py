"""The fields of a customer that a file can bring, with the headers they go by in English and Chinese."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.customers.intake.contracts import TargetField

WHO, REACH, WHERE, MORE = pgettext_lazy("a customer", "Who"), _("How to reach"), _("Where"), _("More")


def _field(name: str, label: object, words: str, *, group: object, many: bool = False) -> TargetField:
    """Name a field; `words` are the headers it goes by, with commas between."""
    return TargetField(name, label, tuple(words.split(", ")), many=many, group=group)


FIELDS: Final = (
    _field(
        "external_id",
        _("Customer number"),
        "customer id, customerid, customer no, customer number, contact id, client id, "
        "account number, company id, member id, user id, external id, uid, id, no, nr, 客户编号, "
        "客户号, 会员号, 会员编号, 编号, 客户id, 用户id, 會員編號, 客戶編號",
        group=WHO,
    ),
    _field(
        "name",
        _("Name"),
        "name, full name, fullname, customer name, customer, contact name, display name, fn, "
        "client, 姓名, 名字, 名称, 客户, 客户姓名, 客户名称, 联系人, 收货人, 昵称, 客戶名稱, 名稱",
        group=WHO,
    ),
    _field(
        "given_name",
        _("Given name"),
        "first name, firstname, given name, givenname, forename, fname, 名",
        group=WHO,
    ),
    _field(
        "family_name",
        _("Family name"),
        "last name, lastname, family name, familyname, surname, lname, 姓, 姓氏",
        group=WHO,
    ),
    _field(
        "company",
        _("Company"),
        "company, company name, organization, organisation, organization name, firm, "
        "business name, 公司, 公司名称, 单位, 企业, 企业名称, 组织, 公司名稱",
        group=WHO,
    ),
    _field(
        "kind",
        _("Person or company"),
        "party kind, customer type, 客户类型, 类型",
        group=WHO,
    ),
    _field(
        "email",
        _("E-mail"),
        "email, e-mail, mail, email address, e-mail address, e-mail 1 - value, email 1 value, "
        "associated contact email, 邮箱, 电子邮件, 电子邮箱, 邮件, 邮件地址, 电邮, 電郵, 郵箱",
        many=True,
        group=REACH,
    ),
    _field(
        "mobile",
        _("Mobile"),
        "mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cellphone, "
        "phone mobile, 手机, 手机号, 手机号码, 移动电话, 手機",
        many=True,
        group=REACH,
    ),
    _field(
        "fax",
        _("Fax"),
        "fax, fax number, phone fax, phone fax work, phone fax home, 传真, 傳真",
        many=True,
        group=REACH,
    ),
    _field(
        "phone",
        _("Phone"),
        "phone, telephone, tel, phone number, telephone number, phone 1 - value, phone 1 value, "
        "contact number, 电话, 联系电话, 电话号码, 座机, 電話",
        many=True,
        group=REACH,
    ),
    _field(
        "handle",
        _("Messenger"),
        "messenger, wechat, wechat id, whatsapp, telegram, skype, qq, line, aim, icq, msn, "
        "yahoo, jabber, google talk, twitter, 微信, 微信号, qq号",
        many=True,
        group=REACH,
    ),
    _field(
        "website",
        _("Website"),
        "website, website url, url, web, homepage, domain, company domain name, 网站, 网址, 主页",
        group=REACH,
    ),
    _field(
        "street",
        _("Street"),
        "street, street address, address, address line 1, address 1, address1, address street, "
        "addr, billing address, shipping address, 地址, 详细地址, 街道, 收货地址, 联系地址",
        group=WHERE,
    ),
    _field(
        "postal_code",
        _("Postal code"),
        "postal code, postcode, zip, zip code, zipcode, plz, address postal code, 邮编, 邮政编码, 郵編",
        group=WHERE,
    ),
    _field(
        "city",
        _("City"),
        "city, town, address city, 城市, 市, 所在城市",
        group=WHERE,
    ),
    _field(
        "region",
        _("Region"),
        "region, state, state/region, state region, province, county, address region, 省, 省份, 地区, 州",
        group=WHERE,
    ),
    _field(
        "country",
        _("Country"),
        "country, country/region, country region, nation, country code, address country, 国家, "
        "国家地区, 國家",
        group=WHERE,
    ),
    _field(
        "birthday",
        _("Birthday"),
        "birthday, birth date, birthdate, date of birth, dob, bday, 生日, 出生日期",
        group=MORE,
    ),
    _field(
        "tax_number",
        _("Tax number"),
        "tax number, vat number, vat id, vat, tax id, 税号, 纳税人识别号",
        group=MORE,
    ),
    _field(
        "locale",
        _("Language"),
        "language, locale, lang, 语言, 語言",
        group=MORE,
    ),
    _field(
        "stage",
        _("Stage"),
        "stage, lifecycle stage, status, customer status, 阶段, 客户阶段, 状态",
        group=MORE,
    ),
    _field(
        "tags",
        _("Tags"),
        "tags, tag, labels, label, categories, group membership, groups, 标签, 分组, 標籤",
        group=MORE,
    ),
    _field(
        "consent_email",
        _("May be e-mailed"),
        "consent, email consent, newsletter, opt in, email opt in, accepts marketing, marketing, "
        "同意营销, 订阅, 接受营销",
        group=MORE,
    ),
    _field(
        "consent_sms",
        _("May be texted"),
        "sms consent, sms opt in, 短信订阅, 接受短信",
        group=MORE,
    ),
    _field(
        "note",
        _("Note"),
        "note, notes, comment, comments, remark, remarks, memo, 备注, 说明, 備註",
        group=MORE,
    ),
)

KEYS: Final = ("external_id", "email", "mobile", "phone")
