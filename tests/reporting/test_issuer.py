"""Who issues a paper: the committee, the board or the office, its superior, who signs in whose stead, who gets it."""

from __future__ import annotations

from datetime import date

import pytest

from nhiemky.kernel.documents.outline import Authority, Recipients, Signing
from nhiemky.kernel.documents.profiles import HD05, HD36, ND30, Profile
from nhiemky.org.models import Position, UnitState, UnitType
from nhiemky.reporting.issuer import Issuer, body_of, head_of, issuer_of, position_of, profile_of
from tests.cast import make_person, make_position, make_tree
from tests.cast_boards import CUT_OFF

pytestmark = pytest.mark.django_db

STATE = UnitType(code="people", name="Cơ quan nhà nước", rank=3, state_body=True)
OF_THE_DISTRICT = "Ban Thường vụ Huyện ủy Mỏ Cày Bắc (báo cáo)"
COMRADES = "Các đồng chí trong Ban Chấp hành"


@pytest.mark.parametrize(
    ("day", "profile"),
    [
        (date(2018, 4, 3), HD36),
        (date(2023, 2, 21), HD36),
        (date(2026, 5, 26), HD36),
        (date(2026, 5, 27), HD05),
        (date(2030, 1, 1), HD05),
    ],
)
def test_profile_of_a_committee_follows_the_day(day: date, profile: Profile) -> None:
    assert profile_of(make_tree().commune, day).name == profile.name


@pytest.mark.parametrize("day", [date(2023, 2, 21), date(2026, 6, 1)])
def test_profile_of_a_state_body_is_that_of_the_government(day: date) -> None:
    state = make_tree().commune
    state.type = UnitType.objects.create(code="people", name="Ủy ban nhân dân xã", rank=3, state_body=True)
    assert profile_of(state, day).name == ND30.name


def test_issuer_of_a_commune_is_its_committee_under_the_district() -> None:
    issuer = issuer_of(make_tree().commune, on=CUT_OFF)
    assert (issuer.name, issuer.superior, issuer.symbol, issuer.place, issuer.body) == (
        "Đảng ủy xã Tân Thanh Tây",
        "Huyện ủy Mỏ Cày Bắc",
        "ĐU",
        "Tân Thanh Tây",
        "ĐẢNG ỦY",
    )
    assert issuer.recipients == (
        "Ban Thường vụ Huyện ủy Mỏ Cày Bắc (báo cáo)",
        "Các đồng chí trong Ban Chấp hành",
    )
    assert issuer.archive == "Lưu Văn phòng Đảng ủy"


def test_issuer_of_the_highest_unit_reports_to_nobody() -> None:
    issuer = issuer_of(make_tree().province, on=CUT_OFF)
    assert (issuer.superior, issuer.recipients, issuer.archive) == (
        "",
        ("Các đồng chí trong Ban Chấp hành",),
        "Lưu Văn phòng Tỉnh ủy",
    )


def test_issuer_is_signed_by_who_signs_on_the_day() -> None:
    tree = make_tree()
    old = make_person("Nguyễn Thanh Ấn", keeper=tree.commune)
    new = make_person("Lê Thị Hoa", keeper=tree.commune)
    make_position(old, tree.commune, "Bí thư", signs=True, valid_to=date(2022, 6, 1))
    make_position(new, tree.commune, "Phó Bí thư", signs=True, valid_from=date(2022, 6, 1))
    found = [issuer_of(tree.commune, on=day) for day in (date(2022, 5, 31), date(2022, 6, 1))]
    assert [(each.position, each.signer) for each in found] == [
        ("BÍ THƯ", "Nguyễn Thanh Ấn"),
        ("PHÓ BÍ THƯ", "Lê Thị Hoa"),
    ]


@pytest.mark.parametrize(("state_body", "printed"), [(False, "Lê Thị Hoa"), (True, "Thiếu tá Lê Thị Hoa")])
def test_issuer_is_signed_without_the_titles_that_the_form_forbids(state_body: bool, printed: str) -> None:
    tree = make_tree()
    person = make_person("ThS. Thiếu tá Lê Thị Hoa", keeper=tree.commune)
    make_position(person, tree.commune, "Bí thư", signs=True)
    tree.commune.type = UnitType(code="x", name="x", rank=3, state_body=state_body)
    assert issuer_of(tree.commune, on=CUT_OFF).signer == printed


def test_issuer_without_a_signer_leaves_the_name_open() -> None:
    issuer = issuer_of(make_tree().commune, on=CUT_OFF)
    assert (issuer.position, issuer.signer) == ("BÍ THƯ", "")


def test_issuer_that_is_a_state_body_signs_for_itself() -> None:
    state = make_tree().commune
    state.type = UnitType(code="people", name="Ủy ban nhân dân", rank=3, state_body=True)
    assert issuer_of(state, on=CUT_OFF).body == ""


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Đảng ủy xã Tân Thanh Tây", "ĐẢNG ỦY"),
        ("Huyện ủy Mỏ Cày Bắc", "BAN THƯỜNG VỤ"),
        ("Tỉnh ủy Bến Tre", "BAN THƯỜNG VỤ"),
        ("Thành ủy Bến Tre", "BAN THƯỜNG VỤ"),
        ("Thị ủy Gò Công", "BAN THƯỜNG VỤ"),
        ("Quận ủy 1", "BAN THƯỜNG VỤ"),
        ("Chi bộ ấp Tân Thới", "CHI BỘ"),
        ("Đảng ủy phường 1", "ĐẢNG ỦY"),
        ("Huyện uỷ Định Hoá", "BAN THƯỜNG VỤ"),
        ("Đảng uỷ xã Hoà Bình", "ĐẢNG UỶ"),
        ("Chi ủy Cơ quan", "CHI ỦY"),
        ("Ủy ban Kiểm tra Huyện ủy", "ỦY BAN KIỂM TRA"),
        ("Ủy ban nhân dân xã Phú Mỹ", "ỦY BAN NHÂN DÂN"),
        ("Hội đồng nhân dân xã Phú Mỹ", "HỘI ĐỒNG NHÂN DÂN"),
        ("Ban Tổ chức Huyện ủy", ""),
        ("Văn phòng Huyện ủy", ""),
        ("Tổ chức cơ sở đảng", "ĐẢNG ỦY"),
    ],
)
def test_body_of_a_committee_signs_together(name: str, body: str) -> None:
    assert body_of(name) == body


# name, above, whether a state body, title of who signs > superior printed, in whose stead, position, recipients, last line
SIGNED = (
    ("Đảng ủy xã Phú Mỹ", "Huyện ủy Mỏ Cày Bắc", False, "Phó Bí thư Thường trực Đảng ủy, Chủ tịch Hội đồng nhân dân",
     "Huyện ủy Mỏ Cày Bắc", "T/M ĐẢNG ỦY", "PHÓ BÍ THƯ THƯỜNG TRỰC", (OF_THE_DISTRICT, COMRADES), "Lưu Văn phòng Đảng ủy"),
    ("Chi bộ Cơ quan Huyện ủy", "Huyện ủy Mỏ Cày Bắc", False, "Bí thư Chi bộ",
     "Huyện ủy Mỏ Cày Bắc", "T/M CHI BỘ", "BÍ THƯ", (OF_THE_DISTRICT, COMRADES), "Lưu Chi bộ"),
    ("Chi bộ ấp Tân Thới", "Đảng ủy xã Phú Mỹ", False, "Phó Bí thư",
     "Đảng ủy xã Phú Mỹ", "T/M CHI BỘ", "PHÓ BÍ THƯ", ("Đảng ủy xã Phú Mỹ (báo cáo)", COMRADES), "Lưu Chi bộ"),
    ("Huyện uỷ Định Hoá", "Tỉnh uỷ Thái Nguyên", False, "Bí thư Huyện uỷ", "Tỉnh uỷ Thái Nguyên", "T/M BAN THƯỜNG VỤ", "BÍ THƯ",
     ("Ban Thường vụ Tỉnh uỷ Thái Nguyên (báo cáo)", COMRADES), "Lưu Văn phòng Huyện uỷ"),
    ("Ban Tổ chức Huyện ủy", "Huyện ủy Mỏ Cày Bắc", False, "Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức",
     "Huyện ủy Mỏ Cày Bắc", "", "TRƯỞNG BAN", (OF_THE_DISTRICT,), "Lưu Văn phòng"),
    ("Ban Tổ chức Huyện ủy", "Huyện ủy Mỏ Cày Bắc", False, "Phó Trưởng Ban Tổ chức Huyện ủy",
     "Huyện ủy Mỏ Cày Bắc", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", (OF_THE_DISTRICT,), "Lưu Văn phòng"),
    ("Văn phòng Huyện ủy", "Huyện ủy Mỏ Cày Bắc", False, "Phó Chánh Văn phòng Huyện ủy",
     "Huyện ủy Mỏ Cày Bắc", "K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", (OF_THE_DISTRICT,), "Lưu Văn phòng"),
    ("Ủy ban Kiểm tra Huyện ủy", "Huyện ủy Mỏ Cày Bắc", False, "Phó Chủ nhiệm",
     "Huyện ủy Mỏ Cày Bắc", "T/M ỦY BAN KIỂM TRA", "PHÓ CHỦ NHIỆM", (OF_THE_DISTRICT,), "Lưu Văn phòng"),
    ("Ủy ban nhân dân xã Phú Mỹ", "Đảng ủy xã Phú Mỹ", True, "Chủ tịch Ủy ban nhân dân xã",
     "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", ("Đảng ủy xã Phú Mỹ (báo cáo)",), "Lưu: VT"),
    ("Ủy ban nhân dân xã Phú Mỹ", "Đảng ủy xã Phú Mỹ", True, "Phó Chủ tịch",
     "", "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", ("Đảng ủy xã Phú Mỹ (báo cáo)",), "Lưu: VT"),
    ("Phòng Kinh tế và Hạ tầng", "Huyện ủy Mỏ Cày Bắc", True, "Trưởng phòng Kinh tế và Hạ tầng",
     "Ủy ban nhân dân huyện Mỏ Cày Bắc", "", "TRƯỞNG PHÒNG",
     ("Ủy ban nhân dân huyện Mỏ Cày Bắc (báo cáo)", OF_THE_DISTRICT), "Lưu: VT"),
    ("Phòng Kinh tế và Hạ tầng", "Huyện ủy Mỏ Cày Bắc", True, "Phó Trưởng phòng",
     "Ủy ban nhân dân huyện Mỏ Cày Bắc", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG",
     ("Ủy ban nhân dân huyện Mỏ Cày Bắc (báo cáo)", OF_THE_DISTRICT), "Lưu: VT"),
    ("Phòng Kinh tế", "Đảng ủy xã Phú Mỹ", True, "Trưởng phòng", "Ủy ban nhân dân xã Phú Mỹ", "", "TRƯỞNG PHÒNG",
     ("Ủy ban nhân dân xã Phú Mỹ (báo cáo)", "Đảng ủy xã Phú Mỹ (báo cáo)"), "Lưu: VT"),
)  # fmt: skip


def test_issuer_of_every_kind_prints_its_superior_signs_and_sends_as_the_form_demands() -> None:
    tree = make_tree()
    state, party = tree.commune, tree.commune.type
    make_position(make_person("Nguyễn Thanh Ấn", keeper=state), state, signs=True)
    for name, above, state_body, title, *expected in SIGNED:
        UnitState.objects.filter(pk=tree.district.pk).update(committee_name=above)
        Position.objects.filter(unit=state.unit).update(title=title)
        state.committee_name, state.type = name, STATE if state_body else party
        issuer = issuer_of(state, on=CUT_OFF)
        stead = issuer.stead(profile_of(state, CUT_OFF))
        found = [issuer.superior, stead, issuer.position, issuer.recipients, issuer.archive]
        assert (name, title, found) == (name, title, expected)
        assert (issuer.signing.position, issuer.signing.name) == (issuer.position, "Nguyễn Thanh Ấn")


def test_office_of_the_state_without_a_signer_is_headed_by_its_usual_head() -> None:
    state = make_tree().commune
    state.type = STATE
    found = []
    for name in ("Phòng Kinh tế", "Ủy ban nhân dân xã", "Sở Nội vụ", "Trường Mầm non"):
        state.committee_name = name
        issuer = issuer_of(state, on=CUT_OFF)
        found.append((issuer.position, issuer.body, issuer.signer))
    assert found == [
        ("TRƯỞNG PHÒNG", "", ""),
        ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN", ""),
        ("GIÁM ĐỐC", "", ""),
        ("THỦ TRƯỞNG", "", ""),
    ]


def test_committee_is_named_by_its_standing_committee_in_running_text() -> None:
    tree = make_tree()
    assert [
        issuer_of(state, on=CUT_OFF).committee for state in (tree.province, tree.district, tree.commune)
    ] == [
        "Ban Thường vụ Tỉnh ủy",
        "Ban Thường vụ Huyện ủy",
        "Đảng ủy xã Tân Thanh Tây",
    ]


def test_position_never_says_the_body_again() -> None:
    titles = {
        ("Bí thư", "Bí thư"): "BÍ THƯ",
        ("Bí thư Đảng ủy xã Phú Mỹ", "Bí thư"): "BÍ THƯ",
        ("Chủ tịch Ủy ban nhân dân, Phó Bí thư", "Bí thư"): "PHÓ BÍ THƯ",
        ("phó bí thư thường trực huyện ủy", "Bí thư"): "PHÓ BÍ THƯ THƯỜNG TRỰC",
        ("Bí thưa", "Bí thư"): "BÍ THƯA",
        (" Trưởng Đoàn khảo sát ", "Bí thư"): "TRƯỞNG ĐOÀN KHẢO SÁT",
        ("Quyền Trưởng phòng", "Trưởng phòng"): "QUYỀN TRƯỞNG PHÒNG",
    }
    assert {given: position_of(*given) for given in titles} == titles


def test_head_is_told_by_the_beginning_of_the_name() -> None:
    names = {
        "Ban Dân vận Huyện ủy": "Trưởng Ban",
        "Bản Mường": "Bí thư",
        "Văn phòng Tỉnh ủy": "Chánh Văn phòng",
        "Uỷ ban Kiểm tra Huyện uỷ": "Chủ nhiệm",
        "Đảng ủy xã Phú Mỹ": "Bí thư",
    }
    assert {name: head_of(name) for name in names} == names
    assert head_of("Trường Mầm non", state_body=True) == "Thủ trưởng"


def test_papers_are_sent_to_those_named_for_them_before_the_usual() -> None:
    issuer = Issuer("Chi bộ", "", "CB", "Phú Mỹ", "CHI BỘ", "BÍ THƯ", "", (COMRADES,), "Lưu Chi bộ")
    assert issuer.sent_to("Như Điều 3") == Recipients(("Như Điều 3", COMRADES), "Lưu Chi bộ")
    assert issuer.signing == Signing("BÍ THƯ", "", Authority.ON_BEHALF, "CHI BỘ")
