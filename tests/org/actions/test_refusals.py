"""Every refusal of org in its whole words, and that nothing has changed after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, FieldError, Invalid, Refusal
from nhiemky.org import actions as org
from nhiemky.org.models import Person, Position, Role, Succession, Unit, UnitState, UnitType, User
from nhiemky.org.policy import SYSTEM_ACTOR, Actor
from nhiemky.org.vocab import Verb
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

MARCH, MAY, REFORM = date(2023, 3, 1), date(2023, 5, 1), date(2025, 7, 1)
GOOD = "nước lớn đầy kênh 9"
KEPT = (Unit, UnitState, UnitType, Succession, Person, Position, Role, User, LedgerLine)
Act = Callable[[cast.Tree], object]


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


def refused(act: Callable[[], object]) -> Refusal:
    """Act, and give the refusal; no table may have gained or lost a row."""
    before = [model._default_manager.count() for model in KEPT]
    with pytest.raises(Refusal) as caught:
        act()
    assert [model._default_manager.count() for model in KEPT] == before
    return caught.value


def founded(tree: cast.Tree, **changes: object) -> UnitState:
    given: dict[str, object] = {
        "code": "28930",
        "type_code": "commune",
        "parent": tree.district.unit,
        "valid_from": cast.FOUNDED,
        "name": "Đảng bộ xã Thành An",
        "short_name": "Thành An",
        "committee_name": "Đảng ủy xã Thành An",
        "symbol": "ĐU",
        "place": "Thành An",
        **changes,
    }
    return org.add_unit(SYSTEM_ACTOR, **given)  # type: ignore[arg-type]


UNIT_WORDS: list[tuple[dict[str, object], list[FieldError]]] = [
    ({"name": ""}, [FieldError("name", "Hãy nhập nội dung.")]),
    ({"name": "x" * 201}, [FieldError("name", "Dài quá 200 ký tự.")]),
    ({"short_name": "x" * 101}, [FieldError("short_name", "Dài quá 100 ký tự.")]),
    ({"committee_name": "x" * 201}, [FieldError("committee_name", "Dài quá 200 ký tự.")]),
    ({"symbol": "x" * 21}, [FieldError("symbol", "Dài quá 20 ký tự.")]),
    ({"place": "\u200b"}, [FieldError("place", "Hãy nhập nội dung.")]),
    ({"code": ""}, [FieldError("code", "Mã đơn vị có từ 1 đến 40 ký tự và không có dấu /.")]),
    ({"code": "1/2"}, [FieldError("code", "Mã đơn vị có từ 1 đến 40 ký tự và không có dấu /.")]),
    ({"code": "28927"}, [FieldError("code", "Mã đơn vị 28927 đã có.")]),
    ({"type_code": "xa"}, [FieldError("type_code", "Không có loại đơn vị xa.")]),
    ({"official_order": -1}, [FieldError("official_order", "Thứ tự là số từ 0 đến 2147483647.")]),
    ({"official_order": 2**31}, [FieldError("official_order", "Thứ tự là số từ 0 đến 2147483647.")]),
    (
        {"name": "ĐẢNG BỘ XÃ TÂN THANH TÂY"},
        [FieldError("name", "Đã có đơn vị tên ĐẢNG BỘ XÃ TÂN THANH TÂY cùng cấp trên.")],
    ),
    (
        {"valid_from": date(2009, 12, 31)},
        [
            FieldError(
                "parent",
                "Đơn vị cấp trên của Đảng bộ xã Thành An không tồn tại từ ngày 31-12-2009. "
                "Hãy chuyển hoặc giải thể Đảng bộ xã Thành An trước.",
            )
        ],
    ),
    (
        {"name": " ", "place": "x" * 101, "symbol": ""},
        [
            FieldError("name", "Hãy nhập nội dung."),
            FieldError("symbol", "Hãy nhập nội dung."),
            FieldError("place", "Dài quá 100 ký tự."),
        ],
    ),
]


@pytest.mark.parametrize(("changes", "errors"), UNIT_WORDS)
def test_a_unit_that_cannot_be_founded(
    tree: cast.Tree, changes: dict[str, object], errors: list[FieldError]
) -> None:
    found = refused(lambda: founded(tree, **changes))
    assert isinstance(found, Invalid)
    assert list(found.errors) == errors
    assert found.message == " ".join(error.message for error in errors)
    assert found.code == "invalid"


CHANGES: list[tuple[str, Act, type[Refusal], str]] = [
    (
        "nothing changes",
        lambda tree: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH, name=f" {tree.far.name} "),
        Invalid,
        "Không có gì thay đổi.",
    ),
    (
        "a negative order",
        lambda tree: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH, official_order=-3),
        Invalid,
        "Thứ tự là số từ 0 đến 2147483647.",
    ),
    (
        "before it existed",
        lambda tree: org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=date(2009, 12, 31), place="x"),
        Conflict,
        "Đảng bộ xã Vĩnh Thành đã có thay đổi từ ngày 1-1-2010. Hãy chọn ngày đó hoặc ngày sau đó.",
    ),
    (
        "below itself",
        lambda tree: org.change_unit(SYSTEM_ACTOR, unit=tree.district.unit, on=MARCH, parent=tree.cell.unit),
        Invalid,
        "Không thể đặt Đảng bộ huyện Mỏ Cày Bắc vào đơn vị thuộc chính nó.",
    ),
    (
        "the name of a neighbour in capitals",
        lambda tree: org.change_unit(
            SYSTEM_ACTOR, unit=tree.commune.unit, on=MARCH, name="đảng bộ XÃ nhuận phú tân"
        ),
        Invalid,
        "Đã có đơn vị tên đảng bộ XÃ nhuận phú tân cùng cấp trên.",
    ),
    (
        "an ended unit",
        lambda tree: (
            UnitState.objects.filter(unit=tree.far.unit).update(valid_to=MARCH),
            org.change_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MAY, place="x"),
        ),
        Conflict,
        "Đơn vị mã 28879 đã kết thúc hoạt động.",
    ),
    (
        "units still stand below",
        lambda tree: org.dissolve_unit(SYSTEM_ACTOR, unit=tree.province.unit, on=REFORM),
        Invalid,
        "Còn 2 đơn vị trực thuộc sau ngày 1-7-2025: Mỏ Cày Bắc, Chợ Lách. "
        "Hãy chuyển hoặc giải thể các đơn vị này trước.",
    ),
    (
        "ended on the day it began",
        lambda tree: org.dissolve_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=cast.FOUNDED),
        Conflict,
        "Đảng bộ xã Vĩnh Thành mới có thay đổi trong chính ngày 1-1-2010 nên không thể kết thúc trong ngày đó.",
    ),
    (
        "a decision of any length",
        lambda tree: org.dissolve_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH, decision="x" * 301),
        Invalid,
        "Dài quá 300 ký tự.",
    ),
    (
        "taken over by itself",
        lambda tree: org.dissolve_unit(SYSTEM_ACTOR, unit=tree.far.unit, on=MARCH, successor=tree.far.unit),
        Conflict,
        "Đơn vị mã 28879 đã kết thúc hoạt động.",
    ),
    (
        "nobody merges",
        lambda tree: org.merge_units(SYSTEM_ACTOR, predecessors=[], successor=tree.far.unit, on=MARCH),
        Invalid,
        "Hãy chọn các đơn vị sáp nhập, mỗi đơn vị một lần.",
    ),
    (
        "merged into itself",
        lambda tree: org.merge_units(
            SYSTEM_ACTOR, predecessors=[tree.far.unit, tree.third.unit], successor=tree.far.unit, on=MARCH
        ),
        Invalid,
        "Một đơn vị không thể vừa kết thúc vừa tiếp nối.",
    ),
    (
        "merged below one that ends",
        lambda tree: org.merge_units(
            SYSTEM_ACTOR,
            predecessors=[tree.far.unit],
            successor=cast.draft("Mới", code="n", parent=tree.far),
            on=MARCH,
        ),
        Invalid,
        "Đơn vị mới không thể trực thuộc đơn vị kết thúc hoạt động.",
    ),
    (
        "a unit below that changes later",
        lambda tree: (
            org.change_unit(SYSTEM_ACTOR, unit=tree.cell.unit, on=MAY, place="x"),
            org.merge_units(
                SYSTEM_ACTOR, predecessors=[tree.commune.unit], successor=tree.far.unit, on=MARCH
            ),
        ),
        Conflict,
        "Chi bộ ấp Tân Thới có thay đổi sau ngày 1-3-2023. Hãy chuyển đơn vị này trước.",
    ),
    (
        "one part only",
        lambda tree: org.split_unit(
            SYSTEM_ACTOR, predecessor=tree.far.unit, successors=[tree.third.unit], on=MARCH
        ),
        Invalid,
        "Hãy nêu các đơn vị hình thành sau khi chia tách.",
    ),
    (
        "the same part twice",
        lambda tree: org.split_unit(
            SYSTEM_ACTOR, predecessor=tree.far.unit, successors=[tree.third.unit] * 2, on=MARCH
        ),
        Invalid,
        "Đơn vị mã 28903 được nêu hai lần trong cùng ngày.",
    ),
    (
        "two new parts with one code",
        lambda tree: org.split_unit(
            SYSTEM_ACTOR,
            predecessor=tree.far.unit,
            successors=[cast.draft(name, code="s1", parent=tree.other_district) for name in ("Một", "Hai")],
            on=MARCH,
        ),
        Invalid,
        "Mã đơn vị s1 đã có.",
    ),
    (
        "a type without a name",
        lambda _: org.add_unit_type(SYSTEM_ACTOR, code="ward", name=" ", rank=3),
        Invalid,
        "Hãy nhập mã và tên loại đơn vị.",
    ),
    (
        "a type that is there",
        lambda _: org.add_unit_type(SYSTEM_ACTOR, code=" commune ", name="Xã", rank=3),
        Invalid,
        "Mã loại đơn vị commune đã có.",
    ),
    (
        "a type of a name that is there",
        lambda _: org.add_unit_type(SYSTEM_ACTOR, code="ward", name=" Đảng bộ  xã ", rank=3),
        Invalid,
        "Loại đơn vị Đảng bộ xã đã có.",
    ),
    (
        "a type with a long code",
        lambda _: org.add_unit_type(SYSTEM_ACTOR, code="x" * 41, name="Xã", rank=3),
        Invalid,
        "Mã loại đơn vị dài quá 40 ký tự hoặc tên dài quá 100 ký tự.",
    ),
    (
        "a type without a level",
        lambda _: org.add_unit_type(SYSTEM_ACTOR, code="ward", name="Phường", rank=0),
        Invalid,
        "Cấp là số từ 1 đến 99.",
    ),
]


@pytest.mark.parametrize(
    ("act", "kind", "message"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_a_tree_that_cannot_be_so(tree: cast.Tree, act: Act, kind: type[Refusal], message: str) -> None:
    states = UnitState.objects.filter(valid_to__isnull=True).count()
    with pytest.raises(kind) as caught:
        act(tree)
    assert caught.value.message == message
    assert type(caught.value) is kind
    assert UnitState.objects.filter(valid_to__isnull=True).count() in (states, states - 1)
    assert Succession.objects.count() == 0


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (Verb.SEE, "xem"),
        (Verb.SEE_UNCONFIRMED, "xem số liệu chưa xác nhận"),
        (Verb.KEEP_TARGETS, "cập nhật chỉ tiêu"),
        (Verb.ENTER_RESULTS, "nhập kết quả"),
        (Verb.CONFIRM_RESULTS, "xác nhận kết quả"),
        (Verb.FREEZE, "chốt số liệu"),
        (Verb.ISSUE_REPORT, "xuất báo cáo"),
        (Verb.KEEP_REGISTRY, "cập nhật sổ văn bản"),
        (Verb.KEEP_UNITS, "cập nhật đơn vị"),
        (Verb.KEEP_PEOPLE, "cập nhật nhân sự"),
        (Verb.KEEP_ROLES, "phân quyền"),
        (Verb.SEE_LEDGER, "xem nhật ký"),
    ],
)
def test_who_has_no_right_hears_which_one(verb: Verb, words: str) -> None:
    from nhiemky.org.policy import require

    with pytest.raises(Denied) as caught:
        require(Actor(1, "An", (), cast.TODAY), verb, "/1/")
    assert caught.value.message == (
        f"Tài khoản của đồng chí không có quyền {words} ở đơn vị này. Đề nghị liên hệ quản trị của đơn vị."
    )
    assert caught.value.code == "denied"


def test_a_split_says_which_of_its_drafts_is_wrong(tree: cast.Tree) -> None:
    first = cast.draft("Một", code="s1", parent=tree.district)
    parts = [tree.third.unit, first, replace(first, name="Đảng bộ xã Hai")]
    with pytest.raises(Invalid) as refused:
        org.split_unit(SYSTEM_ACTOR, predecessor=tree.second.unit, successors=parts, on=MARCH, survives=True)
    assert refused.value.errors == (FieldError("successors.2.code", "Mã đơn vị s1 đã có."),)
    nameless = replace(cast.draft("Hai", code="s2", parent=tree.district), name="", place="")
    with pytest.raises(Invalid) as refused:
        org.split_unit(
            SYSTEM_ACTOR, predecessor=tree.second.unit, successors=[nameless], on=MARCH, survives=True
        )
    assert [error.field for error in refused.value.errors] == ["successors.0.name", "successors.0.place"]
