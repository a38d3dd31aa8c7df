"""The names of the glossary's labels, in both languages, as a reader meets them."""

from bot.lexicon.model import (
    Attitude,
    Currency,
    Direction,
    Domain,
    Medium,
    Origin,
    PartOfSpeech,
    Register,
)
from bot.localized import Localized
from bot.quiz.boards import Window

PARTS_OF_SPEECH = {
    PartOfSpeech.NOUN: Localized("noun", "名詞"),
    PartOfSpeech.SURU_NOUN: Localized("noun, verb with する", "名詞・サ変"),
    PartOfSpeech.NA_ADJECTIVE: Localized("na-adjective", "形容動詞"),
    PartOfSpeech.I_ADJECTIVE: Localized("i-adjective", "形容詞"),
    PartOfSpeech.GODAN_VERB: Localized("godan verb", "五段動詞"),
    PartOfSpeech.ICHIDAN_VERB: Localized("ichidan verb", "一段動詞"),
    PartOfSpeech.SURU_VERB: Localized("suru verb", "サ変動詞"),
    PartOfSpeech.ADVERB: Localized("adverb", "副詞"),
    PartOfSpeech.EXPRESSION: Localized("set phrase", "慣用表現"),
    PartOfSpeech.PREFIX: Localized("prefix", "接頭辞"),
    PartOfSpeech.SUFFIX: Localized("suffix", "接尾辞"),
    PartOfSpeech.PRONOUN: Localized("pronoun", "代名詞"),
}

ORIGINS = {
    Origin.KANGO: Localized("Sino-Japanese", "漢語"),
    Origin.WAGO: Localized("native Japanese", "和語"),
    Origin.GAIRAIGO: Localized("loanword", "外来語"),
    Origin.WASEI_EIGO: Localized("made in Japan from English", "和製英語"),
    Origin.KONSHUGO: Localized("mixed origin", "混種語"),
}

REGISTERS = {
    Register.HONORIFIC: Localized("honorific (raises the other side)", "尊敬語"),
    Register.HUMBLE_I: Localized("humble (lowers your own act towards them)", "謙譲語I"),
    Register.HUMBLE_II: Localized("humble and courteous", "謙譲語II（丁重語）"),
    Register.POLITE: Localized("polite", "丁寧語"),
    Register.BEAUTIFYING: Localized("refined", "美化語"),
    Register.FORMAL: Localized("formal", "改まった語"),
    Register.NEUTRAL: Localized("neutral", "普通の語"),
    Register.CASUAL: Localized("casual", "くだけた語"),
    Register.SLANG: Localized("slang", "俗語"),
}

MEDIA = {
    Medium.SPOKEN: Localized("in speech", "話し言葉"),
    Medium.WRITTEN: Localized("in writing", "書き言葉"),
    Medium.BOTH: Localized("in speech and writing", "話し言葉・書き言葉"),
    Medium.EMAIL: Localized("in e-mail", "メール"),
    Medium.PHONE: Localized("on the phone", "電話"),
    Medium.CONTRACT: Localized("in contracts", "契約書"),
}

DIRECTIONS = {
    Direction.TO_CUSTOMER: Localized("to customers", "お客様に"),
    Direction.TO_SUPERIOR: Localized("to superiors", "目上の人に"),
    Direction.IN_HOUSE: Localized("inside the company", "社内で"),
    Direction.ABOUT_OWN_SIDE: Localized("about your own side", "自分の側について"),
}

CURRENCIES = {
    Currency.CURRENT: Localized("in use", "現在使われる"),
    Currency.EMERGING: Localized("new", "新しい語"),
    Currency.DATED: Localized("dated", "古くなった語"),
    Currency.ABOLISHED: Localized("abolished", "廃止された制度"),
}

ATTITUDES = {
    Attitude.JARGON: Localized("jargon", "業界用語"),
    Attitude.EUPHEMISM: Localized("euphemism", "婉曲な語"),
    Attitude.PEJORATIVE: Localized("disparaging", "悪い意味の語"),
    Attitude.SENSITIVE: Localized("sensitive: use with care", "配慮のいる語"),
}

DOMAINS = {
    Domain.RECRUITING: Localized("recruiting", "採用・就活"),
    Domain.HR: Localized("HR", "人事・雇用"),
    Domain.WORKTIME: Localized("working hours", "勤怠・働き方"),
    Domain.PAYROLL: Localized("pay", "給与・社会保険"),
    Domain.ORGANIZATION: Localized("organisation", "組織・役職"),
    Domain.MEETINGS: Localized("meetings", "会議"),
    Domain.WRITING: Localized("e-mail and documents", "メール・文書"),
    Domain.PHONE: Localized("phone and visitors", "電話・来客"),
    Domain.KEIGO: Localized("polite language", "敬語・定型表現"),
    Domain.PROCEDURE: Localized("approvals", "稟議・社内手続き"),
    Domain.CUSTOMERS: Localized("customers", "顧客・取引先"),
    Domain.CALLCENTER: Localized("call centre", "コールセンター"),
    Domain.CX: Localized("customer experience", "CX・サポート"),
    Domain.SALES: Localized("sales", "営業"),
    Domain.MARKETING: Localized("marketing", "マーケティング"),
    Domain.SUPPLY: Localized("orders and logistics", "受発注・物流"),
    Domain.ACCOUNTING: Localized("accounting", "経理・財務"),
    Domain.MANAGEMENT: Localized("management and shares", "経営・株式"),
    Domain.LEGAL: Localized("contracts and law", "契約・法務"),
    Domain.COMPLIANCE: Localized("compliance", "コンプライアンス"),
    Domain.IT: Localized("IT", "IT・クラウド"),
    Domain.PROJECT: Localized("projects", "プロジェクト"),
    Domain.MANUFACTURING: Localized("manufacturing", "製造・品質"),
    Domain.RESIDENCE: Localized("residence and permits", "在留・行政"),
    Domain.CULTURE: Localized("office culture", "職場文化・俗語"),
}

WINDOWS = {
    Window.TODAY: Localized("today", "今日"),
    Window.WEEK: Localized("this week", "今週"),
    Window.MONTH: Localized("this month", "今月"),
    Window.SEASON: Localized("this quarter", "今四半期"),
    Window.ALL: Localized("all time", "全期間"),
}
