"""Queries that must find nothing: everyday words of other walks of life, and noise."""

from random import Random

_WORDS = """
林檎 りんご ringo|蜜柑 みかん mikan|葡萄 ぶどう budou|苺 いちご ichigo|西瓜 すいか suika|大根 だいこん daikon|人参 にんじん ninjin
玉葱 たまねぎ tamanegi|胡瓜 きゅうり kyuuri|茄子 なす nasu|豆腐 とうふ toufu|味噌 みそ miso|醤油 しょうゆ shouyu|砂糖 さとう satou
牛乳 ぎゅうにゅう gyuunyuu|紅茶 こうちゃ koucha|珈琲 コーヒー koohii|焼肉 やきにく yakiniku|寿司 すし sushi|天ぷら てんぷら tenpura
味噌汁 みそしる misoshiru|弁当 べんとう bentou|箸 はし hashi|茶碗 ちゃわん chawan|皿 さら sara|包丁 ほうちょう houchou|台所 だいどころ daidokoro
冷蔵庫 れいぞうこ reizouko|洗濯機 せんたくき sentakuki|掃除機 そうじき soujiki|扇風機 せんぷうき senpuuki|布団 ふとん futon|枕 まくら makura
毛布 もうふ moufu|畳 たたみ tatami|襖 ふすま fusuma|窓 まど mado|屋根 やね yane|庭 にわ niwa|玄関 げんかん genkan|階段 かいだん kaidan
廊下 ろうか rouka|天井 てんじょう tenjou|風呂 ふろ furo|石鹸 せっけん sekken|歯磨き はみがき hamigaki|髪の毛 かみのけ kaminoke|眼鏡 めがね megane
帽子 ぼうし boushi|靴下 くつした kutsushita|手袋 てぶくろ tebukuro|着物 きもの kimono|浴衣 ゆかた yukata|下駄 げた geta|傘 かさ kasa|財布 さいふ saifu
鳥 とり tori|犬 いぬ inu|猫 ねこ neko|馬 うま uma|牛 うし ushi|豚 ぶた buta|羊 ひつじ hitsuji|兎 うさぎ usagi|狐 きつね kitsune|狸 たぬき tanuki
熊 くま kuma|猿 さる saru|象 ぞう zou|虎 とら tora|蛇 へび hebi|蛙 かえる kaeru|亀 かめ kame|魚 さかな sakana|鯨 くじら kujira|海豚 いるか iruka
蝶 ちょう chou|蜻蛉 とんぼ tonbo|蟻 あり ari|蜂 はち hachi|蚊 か ka|桜 さくら sakura|梅 うめ ume|紅葉 もみじ momiji|向日葵 ひまわり himawari
朝顔 あさがお asagao|菊 きく kiku|松 まつ matsu|竹 たけ take|森 もり mori|川 かわ kawa|湖 みずうみ mizuumi|海岸 かいがん kaigan|砂浜 すなはま sunahama
波 なみ nami|島 しま shima|岬 みさき misaki|火山 かざん kazan|温泉 おんせん onsen|滝 たき taki|谷 たに tani|丘 おか oka|草原 そうげん sougen
台風 たいふう taifuu|地震 じしん jishin|津波 つなみ tsunami|雷 かみなり kaminari|稲妻 いなずま inazuma|虹 にじ niji|霧 きり kiri|雪 ゆき yuki
氷 こおり koori|太陽 たいよう taiyou|惑星 わくせい wakusei|宇宙 うちゅう uchuu|彗星 すいせい suisei|流れ星 ながれぼし nagareboshi|月食 げっしょく gesshoku
春 はる haru|夏休み なつやすみ natsuyasumi|秋 あき aki|冬 ふゆ fuyu|正月 しょうがつ shougatsu|花見 はなみ hanami|花火 はなび hanabi|祭り まつり matsuri
神社 じんじゃ jinja|鳥居 とりい torii|仏像 ぶつぞう butsuzou|鐘 かね kane|お守り おまもり omamori|幽霊 ゆうれい yuurei|河童 かっぱ kappa|天狗 てんぐ tengu
野球 やきゅう yakyuu|相撲 すもう sumou|柔道 じゅうどう juudou|剣道 けんどう kendou|水泳 すいえい suiei|登山 とざん tozan|釣り つり tsuri|将棋 しょうぎ shougi
囲碁 いご igo|折り紙 おりがみ origami|書道 しょどう shodou|茶道 さどう sadou|華道 かどう kadou|俳句 はいく haiku|短歌 たんか tanka|歌舞伎 かぶき kabuki
落語 らくご rakugo|漫画 まんが manga|小説 しょうせつ shousetsu|絵本 えほん ehon|童話 どうわ douwa|昔話 むかしばなし mukashibanashi|楽器 がっき gakki
太鼓 たいこ taiko|三味線 しゃみせん shamisen|尺八 しゃくはち shakuhachi|笛 ふえ fue|歌手 かしゅ kashu|俳優 はいゆう haiyuu|踊り子 おどりこ odoriko
自転車 じてんしゃ jitensha|新幹線 しんかんせん shinkansen|地下鉄 ちかてつ chikatetsu|飛行機 ひこうき hikouki|船 ふね fune|信号 しんごう shingou
橋 はし hashi|交差点 こうさてん kousaten|駅前 えきまえ ekimae|切符 きっぷ kippu|改札口 かいさつぐち kaisatsuguchi|踏切 ふみきり fumikiri
頭 あたま atama|肩 かた kata|膝 ひざ hiza|肘 ひじ hiji|背中 せなか senaka|心臓 しんぞう shinzou|胃袋 いぶくろ ibukuro|骨折 こっせつ kossetsu
風邪 かぜ kaze|頭痛 ずつう zutsuu|虫歯 むしば mushiba|薬局 やっきょく yakkyoku|看護師 かんごし kangoshi|包帯 ほうたい houtai|体温計 たいおんけい taionkei
父 ちち chichi|母親 ははおや hahaoya|兄弟 きょうだい kyoudai|姉妹 しまい shimai|祖父 そふ sofu|孫 まご mago|従兄弟 いとこ itoko|赤ちゃん あかちゃん akachan
友達 ともだち tomodachi|恋人 こいびと koibito|隣人 りんじん rinjin|泥棒 どろぼう dorobou|忍者 にんじゃ ninja|侍 さむらい samurai|将軍 しょうぐん shougun
王様 おうさま ousama|姫 ひめ hime|魔法使い まほうつかい mahoutsukai|宝物 たからもの takaramono|鍵穴 かぎあな kagiana|鏡 かがみ kagami|時計 とけい tokei
鉛筆 えんぴつ enpitsu|消しゴム けしごむ keshigomu|黒板 こくばん kokuban|教室 きょうしつ kyoushitsu|宿題 しゅくだい shukudai|遠足 えんそく ensoku
運動会 うんどうかい undoukai|幼稚園 ようちえん youchien|理科 りか rika|算数 さんすう sansuu|国語 こくご kokugo|地図帳 ちずちょう chizuchou
赤い あかい akai|青い あおい aoi|黄色い きいろい kiiroi|甘い あまい amai|辛い からい karai|苦い にがい nigai|酸っぱい すっぱい suppai|眠い ねむい nemui
泳ぐ およぐ oyogu|歌う うたう utau|笑う わらう warau|泣く なく naku|眠る ねむる nemuru|走る はしる hashiru|飛ぶ とぶ tobu|投げる なげる nageru
嬉しい うれしい ureshii|悲しい かなしい kanashii|寂しい さびしい sabishii|可愛い かわいい kawaii|綺麗 きれい kirei|静か しずか shizuka|賑やか にぎやか nigiyaka
チョコレート ちょこれーと chokoreeto|アイスクリーム あいすくりーむ aisukuriimu|ハンバーガー はんばーがー hanbaagaa|スパゲッティ すぱげってぃ supagetti
サンドイッチ さんどいっち sandoicchi|ピアノ ぴあの piano|ギター ぎたー gitaa|バイオリン ばいおりん baiorin|サッカー さっかー sakkaa|テニス てにす tenisu
バスケットボール ばすけっとぼーる basukettobooru|クリスマス くりすます kurisumasu|サンタクロース さんたくろーす santakuroosu|ライオン らいおん raion
ペンギン ぺんぎん pengin|パンダ ぱんだ panda|キリン きりん kirin|カンガルー かんがるー kangaruu|トマト とまと tomato|バナナ ばなな banana|メロン めろん meron
ロケット ろけっと roketto|カメラ かめら kamera|テレビ てれび terebi|ラジオ らじお rajio|エアコン えあこん eakon|ソファ そふぁ sofa|カーテン かーてん kaaten
"""
_ENGLISH = """
apple banana cherry orange potato carrot onion garlic pepper sugar butter cheese chicken turkey salmon oyster lobster
elephant giraffe tiger dolphin whale penguin sparrow eagle spider butterfly dragonfly mosquito squirrel hedgehog
mountain valley river ocean island desert forest meadow volcano glacier thunder lightning rainbow snowflake sunshine
guitar violin trumpet piano symphony melody rhythm ballet theatre sculpture painting poetry fairy-tale dragon wizard
castle knight princess sword shield arrow treasure pirate parrot lantern candle blanket pillow mattress bathtub
toothbrush shampoo scissors hammer screwdriver ladder bucket broom kettle saucepan spoon fork chopsticks refrigerator
grandmother nephew cousin bridegroom toddler teenager bachelor orphan hermit beggar shepherd blacksmith carpenter
football baseball swimming skating wrestling archery marathon gymnastics volleyball badminton surfing snorkelling
headache fever cough bruise wrinkle eyebrow elbow shoulder stomach kidney skeleton muscle tongue whisker feather
purple yellow crimson turquoise bitter salty sour sleepy hungry thirsty lonely cheerful gorgeous ancient gigantic
"""


def ordinary() -> list[tuple[str, str]]:
    """Return (kind, query) for everyday words in kanji, kana, romaji and English."""
    queries: list[tuple[str, str]] = []
    for row in _WORDS.replace("\n", "|").split("|"):
        if row:
            written, kana, romaji = row.split()
            queries += [("not-there: written", written), ("not-there: kana", kana), ("not-there: romaji", romaji)]
    return queries + [("not-there: English", word) for word in _ENGLISH.split()]


def noise(rng: Random, count: int) -> list[tuple[str, str]]:
    """Return random letters, kana, kanji and marks."""
    pools = (
        "abcdefghijklmnopqrstuvwxyz",
        "あいうえおかきくけこさしすせそたちつてとなにのはまみもやよりるれわん",
        "亜依宇江尾蛾魏虞碁砂詩酢瀬曽",
        "!?#%&*/:;<>@[]{}~12345",
    )
    return [
        ("not-there: noise", "".join(rng.choice(pool) for _ in range(rng.randint(2, 12))))
        for pool in pools
        for _ in range(count)
    ]
