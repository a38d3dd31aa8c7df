"""A difference between a stored reading and the analyser's is found, placed, and settled by a ruling."""

from tests.audit.readings import Ruling, Text, Word, audit

CUTS = {
    "四月に受電した。": (
        Word("四", "よん"),
        Word("月", "がつ"),
        Word("に", "に"),
        Word("受電", "じゅでん"),
        Word("した", "した"),
    ),
    "IVRを使う。": (Word("IVR", ""), Word("を", "を"), Word("使う", "つかう")),
}
APRIL = Text("juden", "四月に受電した。", "しがつに じゅでんした。")
IVR = Text("ivr", "IVRを使う。", "あいぶいあーるを つかう。")


def test_what_the_analyser_reads_likewise_is_settled() -> None:
    assert ([], frozenset()) == audit([APRIL._replace(reading="よんがつに じゅでんした")], [], CUTS.__getitem__)


def test_a_number_is_disputed_with_the_word_it_counts() -> None:
    disputes, _ = audit([APRIL], [], CUTS.__getitem__)

    assert [(Word("四月", "しがつ"),)] == [dispute.words for dispute in disputes]


def test_letters_are_disputed_and_not_the_particle_after_them() -> None:
    disputes, _ = audit([IVR], [], CUTS.__getitem__)

    assert [(Word("IVR", "あいぶいあーる"),)] == [dispute.words for dispute in disputes]


def test_a_ruling_settles_its_words_and_no_others() -> None:
    april = Ruling("四月", "しがつ", "*", "the month")
    idle = Ruling("九月", "くがつ", "*", "the month")
    wrong = APRIL._replace(reading="しがつに うけでんした。")

    assert ([], frozenset({april})) == audit([APRIL], [april, idle], CUTS.__getitem__)
    assert [(Word("四月", "しがつ"), Word("受電", "うけでん"))] == [
        dispute.words for dispute in audit([wrong], [april], CUTS.__getitem__)[0]
    ]


def test_a_ruling_for_one_entry_is_none_for_another() -> None:
    april = Ruling("四月", "しがつ", "kaden juden", "the month")

    assert not audit([APRIL], [april], CUTS.__getitem__)[0]
    assert audit([APRIL._replace(where="nyuden")], [april], CUTS.__getitem__)[0]


def test_a_wrong_reading_is_no_excuse_for_another_one() -> None:
    april = Ruling("四月", "しがつ", "*", "the month")
    wrong = APRIL._replace(reading="しげつに じゅでんした。")

    assert 1 == len(audit([wrong], [april], CUTS.__getitem__)[0])
