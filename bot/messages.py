"""Sentences that belong to no single command, in both languages with the same placeholders."""

from bot.localized import Localized

UNKNOWN_COMMAND = Localized(
    "There is no command {command}. /help lists what I can do.",
    "{command} というコマンドはありません。/help で一覧が見られます。",
)
DID_YOU_MEAN_COMMAND = Localized(
    "There is no command {command}. Did you mean /{close}?",
    "{command} というコマンドはありません。/{close} のことですか。",
)
UNKNOWN_OPTION = Localized(
    "“{option}” is not an option here. Type it like this: {usage}",
    "「{option}」という項目はありません。次のように入力してください：{usage}",
)
MISSING_OPTION = Localized(
    "“{option}” is missing. Type it like this: {usage}",
    "「{option}」が足りません。次のように入力してください：{usage}",
)
NOT_A_SWITCH = Localized(
    "“{option}” is on or off, not “{value}”.",
    "「{option}」は on か off です（「{value}」は使えません）。",
)
NOT_A_CHOICE = Localized(
    "“{option}” cannot be “{value}”. Choose one of: {choices}",
    "「{option}」に「{value}」は使えません。次から選んでください：{choices}",
)
TOO_LONG = Localized(
    "“{option}” can have at most {maximum} characters.",
    "「{option}」は{maximum}文字までです。",
)
NOT_A_FILE = Localized(
    "“{option}” is a file: attach one.",
    "「{option}」にはファイルを付けてください。",
)
NOT_A_PERSON = Localized(
    "“{option}” is somebody in this workspace: type @ and choose them.",
    "「{option}」には、@ を入力してこのワークスペースの人を選んでください。",
)
NOT_A_NUMBER = Localized(
    "“{option}” is a number from {minimum} to {maximum}.",
    "「{option}」は{minimum}から{maximum}までの数字です。",
)
MANAGERS_ONLY = Localized(
    "Only a manager of this workspace can use /{command}.",
    "/{command} は管理者だけが使えます。",
)
EDITORS_ONLY = Localized(
    "Only an editor or manager of this workspace can use /{command}. Ask a manager: /role makes you one.",
    "/{command} は編集者と管理者だけが使えます。管理者に /role で編集者にしてもらってください。",
)
CANNOT_DO_THAT = Localized("That did not work", "うまくいきませんでした")
STORAGE_DOWN = Localized(
    "I cannot reach my database just now, so nothing was changed. Looking words up still works. ({detail})",
    "いまデータベースに接続できないため、何も変更していません。用語の検索は使えます。（{detail}）",
)
UNEXPECTED = Localized(
    "Something went wrong on my side. Please tell whoever runs me this number: {incident}",
    "こちらの不具合で処理できませんでした。管理者に次の番号を伝えてください：{incident}",
)
SHARE = Localized("Share to channel", "チャンネルに共有")
STALE_BUTTON = Localized(
    "That button is no longer in use. Please call the command again.",
    "そのボタンはもう使えません。コマンドをもう一度入力してください。",
)
