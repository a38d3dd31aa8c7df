"""Everyday Japanese words that sound, or look, like words of an office and are easily typed instead of them.

The glossary does not have them, so that without this list 胡椒 for 故障 would be a slip and not a word. Each line has
the reading, the word and what it means; only words that any learner's dictionary has.
"""

from dataclasses import dataclass
from functools import cache

from bot.text.keys import strict_key, surface_key


@dataclass(frozen=True, slots=True)
class EverydayWord:
    """A word with its reading in hiragana and a short English gloss."""

    reading: str
    written: str
    gloss: str


_WORDS = """\
あいさつ 挨拶 a greeting
いくじ 意気地 backbone, spirit
いたい 痛い painful
いっぱん 一般 general
いど 緯度 latitude
いどう 移動 moving from place to place
うちあげ 打ち上げ a launch, a closing party
うりあげ 売上 sales
うわさ 噂 a rumour
えいぎょう 営業 sales, business
えんぎ 演技 acting
おうさま 王様 a king
おうたい 横隊 soldiers in a rank
おきゃく お客 a guest
おくる 送る send
おじさん 叔父さん an uncle
おじいさん お爺さん an old man
おばさん 叔母さん an aunt
おばあさん お婆さん an old woman
おれい お礼 thanks
かいえん 開演 the beginning of a performance
かいぎ 懐疑 doubt
かいぎょう 開業 opening a business
かいけい 会計 accounts, the bill
かいけつ 解決 a solution
かいこ 回顧 looking back
かいごう 会合 a gathering
かいしゃ 会社 a company
かいじょう 会場 a venue
かいだん 階段 stairs
かいちょう 快調 in good form
かいてん 開店 opening a shop
かいわ 会話 a conversation
かき 柿 a persimmon
かぎ 鍵 a key
かくにん 確認 confirmation
かちょう 家長 the head of a family
かでん 荷電 an electric charge
かんきゃく 観客 spectators
かんり 管理 management
がいこう 外交 diplomacy
きか 幾何 geometry
きかい 機会 an opportunity
きかん 期間 a period
きぎょう 起業 starting a business
きげき 喜劇 a comedy
きげん 機嫌 a mood
きこう 気候 climate
きしゃ 記者 a journalist
きしゅ 騎手 a jockey
きしょう 気象 weather
きじ 記事 an article
きじゅつ 記述 a description
きつえん 喫煙 smoking
きって 切手 a postage stamp
きて 来て come
きねん 記念 commemoration
きほん 基本 a basis
きゃく 客 a guest
きやく 規約 rules
きゅうか 休暇 a holiday
きゅうけい 求刑 the sentence demanded
きゅうり 胡瓜 a cucumber
きゅうりょう 丘陵 hills
きょう 今日 today
きよう 器用 skilful
きょうか 強化 strengthening
きょうぎ 競技 a contest
きょうし 教師 a teacher
きょうしゅく 恐縮 feeling obliged
きょか 許可 permission
きょく 局 a bureau
きょり 距離 a distance
きんえん 禁煙 no smoking
きんじょ 近所 the neighbourhood
きんとう 均等 equality
くうき 空気 air
くうこう 空港 an airport
くじ 籤 a lottery
くじら 鯨 a whale
けいけん 経験 experience
けいさん 計算 a calculation
けいさい 掲載 printing in a paper
けつい 決意 determination
けつえき 血液 blood
けっか 結果 a result
けっこん 結婚 marriage
けっさい 潔斎 purification
けっせき 欠席 absence from a class
けんか 喧嘩 a quarrel
けんがく 見学 a study visit
けんこう 健康 health
けんさ 検査 an inspection
けんとう 健闘 a good fight
げんいん 原因 a cause
げんかい 限界 a limit
げんかん 玄関 an entrance hall
げんきん 現金 cash
げんてい 限定 a limitation
げんとう 厳冬 a severe winter
こうえん 公園 a park
こうか 効果 an effect
こうかい 公開 opening to the public
こうかく 広角 a wide angle
こうかん 交換 an exchange
こうぎょう 工業 industry
こうこう 高校 a high school
こうこく 公告 a public notice
こうじ 工事 construction work
こうじょう 工場 a factory
こうしょ 高所 a high place
こうしょう 交渉 negotiation
こうつう 交通 traffic
こうはい 荒廃 ruin
こうほう 広報 public relations
こうりょう 香料 spice, fragrance
ここ 此処 here
こくはく 告白 a confession
こし 腰 the lower back
こじ 孤児 an orphan
こしょ 古書 a second-hand book
こしょう 故障 a breakdown
こじょう 古城 an old castle
こじん 個人 an individual
こす 越す cross, exceed
こっきょう 国境 a border
こよう 雇用 employment
ごかく 互角 evenly matched
ごらん ご覧 look
さいしょ 最初 the beginning
さいしょう 最小 the smallest
さいせい 再生 playback
さいよう 採用 hiring
さぎょう 作業 work, operations
さま 様 a state
ざいこ 在庫 stock
ざいりょう 材料 material
しえん 支援 support
しかく 四角 a square
しこう 思考 thinking
しじょう 詩情 poetic feeling
しつもん 質問 a question
しはい 支配 control
しはらい 支払い payment
しゃいん 社員 a company employee
しゃしん 写真 a photograph
しゅうかん 習慣 a habit
しゅうしん 就寝 going to bed
しゅうにん 就任 taking office
しゅうり 修理 repair
しゅこう 趣向 an idea, a plan
しゅじん 主人 a husband, a master
しゅちょう 主張 an assertion
しゅっか 出荷 shipping
しゅっこ 出庫 taking out of store
しゅっしん 出身 one's origin
しょうか 消化 digestion
しょうかい 紹介 an introduction
しょうかく 昇格 promotion in grade
しょうがくせい 小学生 a primary-school pupil
しょうじょ 少女 a girl
しょうしん 傷心 heartbreak
しょうたい 招待 an invitation
しょうだく 承諾 consent
しょうひ 消費 consumption
しょうひん 商品 goods
しょうめい 証明 proof
しょうらい 将来 the future
しょうり 勝利 victory
しょきゅう 初級 beginner's level
しょしん 初心 one's first intention
しょたい 所帯 a household
しょひょう 書評 a book review
しょるい 書類 documents
しよう 使用 use
しんか 進化 evolution
しんさつ 診察 a medical examination
しんせい 神聖 holiness
しんせつ 親切 kindness
しんちょう 慎重 caution
しんよう 信用 trust
じかく 自覚 self-awareness
じこ 事故 an accident
じしょ 辞書 a dictionary
じじょう 事情 circumstances
じじ 時事 current events
じゅうしょ 住所 an address
じゅうしょく 住職 the chief priest of a temple
じゅうたい 渋滞 a traffic jam
じゅうりょう 重量 weight
じゅぎょう 授業 a lesson
じゅけん 受験 taking an examination
じゅよ 授与 awarding
じゅりょう 受領 receipt
じょうきゅう 上級 advanced level
じょうし 上肢 the upper limbs
じょうほう 情報 information
じょし 女子 a girl, a woman
じょせい 女性 a woman
じょちょう 助長 furthering
すいしん 推進 promotion, driving
せいさん 生産 production
せいと 生徒 a pupil
せいり 整理 putting in order
せき 席 a seat
せんご 戦後 after the war
せんこく 宣告 a sentence
せんさい 繊細 delicate
せんせい 先生 a teacher
せんもん 専門 a speciality
そうあん 草案 a rough draft
そうさ 操作 operating
そうしき 葬式 a funeral
そうたい 相対 relative
そしき 組織 an organisation
たいいん 退院 leaving hospital
たいさ 大差 a great difference
たいしゃ 代謝 metabolism
たいしょう 対象 a target
たいせつ 大切 important
たいそう 体操 gymnastics
たいよう 太陽 the sun
たよう 多様 varied
たんとう 担当 being in charge
ちい 地位 a position
ちず 地図 a map
ちゅうい 注意 attention
ちゅうし 注視 close watching
ちゅうしん 中心 the centre
ちょうし 調子 condition
ちょうせい 調整 adjustment
ちょくせつ 直接 direct
つうしん 通信 communication
つうち 通知 a notice
つうやく 通訳 interpreting
ていき 定期 a fixed period
ていねい 丁寧 politeness
てあし 手足 hands and feet
てきせい 適性 aptitude
てんき 天気 weather
てんけん 点検 an inspection
てんさい 天才 a genius
てんそう 転送 forwarding
てんらん 展覧 an exhibition
でんき 電気 electricity
でんち 電池 a battery
でんわ 電話 a telephone
とうさん 倒産 bankruptcy
とうしゃ 投射 projection
とうろく 登録 registration
とかい 都会 a city
ないしょ 内緒 a secret
ないせい 内政 domestic affairs
ないせん 内戦 a civil war
ないよう 内容 contents
にほん 日本 Japan
にゅうがく 入学 entering a school
にゅうしゃ 入射 incidence of light
にんき 人気 popularity
にんげん 人間 a human being
ねんかん 年間 a year's time
ねんし 年始 the beginning of the year
ねんしょう 燃焼 combustion
のうぎょう 農業 agriculture
はいく 俳句 a haiku
はっけん 発見 a discovery
はんきょう 反響 an echo
はんこ 判子 a seal
はんばい 販売 selling
ひこう 飛行 flight
ひみつ 秘密 a secret
ひょうか 評価 an evaluation
びょういん 病院 a hospital
びよういん 美容院 a hairdresser's
びる ビル a building
びーる ビール beer
ふうけい 風景 scenery
ふくし 福祉 welfare
ふたん 負担 a burden
ぶんか 文化 culture
へいき 平気 unconcerned
へいきん 平均 an average
へいさ 閉鎖 closing down
へいしゃ 兵舎 barracks
へんか 変化 a change
へんさい 返済 repayment
へんじ 返事 an answer
へんしん 変身 a transformation
へんそう 変装 a disguise
ほうこう 方向 a direction
ほうせき 宝石 a jewel
ほうそう 放送 broadcasting
ほうもん 訪問 a visit
ほけん 保険 insurance
ほこう 歩行 walking
ほごしゃ 保護者 a guardian
ほしょう 保証 a guarantee
めいし 名詞 a noun
めんきょ 免許 a licence
めんせき 面積 an area
もうしこみ 申込 an application
もらう 貰う receive
もくひょう 目標 a target
やくしょ 役所 a public office
やくそく 約束 a promise
ゆうき 勇気 courage
ゆうしょう 優勝 winning a championship
ゆうびん 郵便 post
ゆき 雪 snow
ようし 用紙 a form, paper
ようじ 用事 an errand
ようやく 要約 a summary
よやく 予約 a booking
りえき 利益 profit
りかい 理解 understanding
りこう 利口 clever
りゅうがく 留学 studying abroad
りょうかい 領海 territorial waters
りょうこう 良好 good
りょうし 漁師 a fisherman
りょうしん 両親 parents
りょうり 料理 cooking
りょこう 旅行 travel
りれき 履歴 a personal history
れいぎ 礼儀 manners
れんあい 恋愛 romantic love
れんしゅう 練習 practice
ろうどう 労働 labour
わりあい 割合 a proportion
"""


@cache
def by_kana() -> dict[str, EverydayWord]:
    """Return the words by their reading."""
    return {word.reading: word for word in _words()}


@cache
def by_sound() -> dict[str, EverydayWord]:
    """Return the words by the strict key of their reading."""
    return {strict_key(word.reading): word for word in _words()}


@cache
def by_spelling() -> dict[str, EverydayWord]:
    """Return the words by the surface key of how they are written."""
    return {surface_key(word.written): word for word in _words()}


@cache
def _words() -> tuple[EverydayWord, ...]:
    return tuple(EverydayWord(*line.split(" ", 2)) for line in _WORDS.split("\n") if line)
