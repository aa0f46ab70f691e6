"""The words before a number, and words instead of one."""

import pytest

from nhiemky.kernel.viet.numbers.vocabulary import (
    COMPARATORS,
    DONE,
    MISSING,
    NOT_DONE,
    SUFFIXES,
    Lead,
    read_done,
)


def told(words: str) -> tuple[str | None, str, bool, str, str]:
    lead = Lead(words)
    return lead.comparator, lead.trend, lead.approximate, lead.per, lead.rest


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", (None, "", False, "", "")),
        ("đạt ", (None, "", False, "", "")),
        ("phấn đấu đạt từ ", (None, "", False, "", "")),
        (">= ", ("at_least", "", False, "", "")),
        ("≥", ("at_least", "", False, "", "")),
        ("đạt ≥", ("at_least", "", False, "", "")),
        ("không dưới ", ("at_least", "", False, "", "")),
        ("không quá ", ("at_most", "", False, "", "")),
        ("tối đa là ", ("at_most", "", False, "", "")),
        ("hơn ", ("above", "", False, "", "")),
        ("thấp hơn ", ("below", "", False, "", "")),
        ("cao hơn ", ("above", "", False, "", "")),
        ("giảm còn dưới ", ("below", "giảm", False, "", "")),
        ("tăng thêm ", (None, "tăng", False, "", "")),
        ("khoảng ", (None, "", True, "", "")),
        ("ước đạt ", (None, "", True, "", "")),
        ("~", (None, "", True, "", "")),
        ("bình quân mỗi năm ", (None, "", False, "năm", "")),
        ("hằng năm tăng ", (None, "tăng", False, "năm", "")),
        ("hàng năm đạt trên ", ("above", "", False, "năm", "")),
        ("hộ nghèo dưới ", ("below", "", False, "", "hộ nghèo dưới")),
        ("dưới sự chỉ đạo, đạt ", (None, "", False, "", "dưới sự chỉ đạo, đạt")),
        ("trên địa bàn có ", (None, "", False, "", "trên địa bàn có")),
        ("tốc độ tăng dân số ", (None, "", False, "", "tốc độ tăng dân số")),
        ("trồng mới ", (None, "", False, "", "trồng mới")),
        ("nhơn hơn", (("above", "", False, "", "nhơn hơn"))),
    ],
)
def test_lead_says_what_stands_before_a_number(
    words: str, expected: tuple[str | None, str, bool, str, str]
) -> None:
    assert told(words) == expected


@pytest.mark.parametrize(("word", "comparator"), sorted(COMPARATORS.items()))
def test_every_comparator_is_understood_alone_and_after_a_verb(word: str, comparator: str) -> None:
    assert told(f"{word} ")[0] == comparator
    assert told(f"phấn đấu đạt {word} ") == (comparator, "", False, "", "")


def test_comparators_and_suffixes_use_the_codes_of_scoring() -> None:
    assert set(COMPARATORS.values()) == {"at_least", "at_most", "above", "below"}
    assert SUFFIXES == {"trở lên": "at_least", "trở xuống": "at_most", "trở lại": "at_most"}


@pytest.mark.parametrize("words", sorted(DONE))
def test_read_done_knows_what_is_done(words: str) -> None:
    assert read_done(words) is True


@pytest.mark.parametrize("words", sorted(NOT_DONE))
def test_read_done_knows_what_is_not_done(words: str) -> None:
    assert read_done(words) is False


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("đạt chuẩn nông thôn mới nâng cao", True),
        ("đã đạt chuẩn quốc gia", True),
        ("đạt và vượt chỉ tiêu nghị quyết", True),
        ("vượt kế hoạch", True),
        ("hoàn thành tốt", True),
        ("chưa đạt chuẩn", False),
        ("không hoàn thành kế hoạch", False),
        ("đang xây dựng", False),
        ("chưa thực hiện", False),
        ("hoàn thành một phần", None),
        ("hoàn thành cơ bản", None),
        ("cơ bản hoàn thành", None),
        ("cơ bản đạt", None),
        ("đạt chuẩn bước đầu", None),
        ("đạt một phần", None),
        ("ba chỉ tiêu", None),
        ("", None),
        ("đồng chí a", None),
    ],
)
def test_read_done_answers_only_for_certain(words: str, done: bool | None) -> None:
    assert read_done(words) is done


def test_no_wording_means_two_things() -> None:
    assert not DONE & NOT_DONE
    assert not MISSING & (DONE | NOT_DONE)


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("đang thi công", False),
        ("đang lập quy hoạch", False),
        ("chưa khởi công", False),
        ("chưa lắp đặt", False),
        ("đang duy trì", None),
        ("đang hoạt động tốt", None),
        ("đang được giữ vững", None),
        ("chưa đến hạn", None),
        ("chưa rõ", None),
        ("chưa 50", None),
        ("không xảy ra", None),
    ],
)
def test_works_under_way_are_not_done(words: str, done: bool | None) -> None:
    assert read_done(words) is done
