"""The register of documents on screen."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook

from nhiemky.history.queries import lines
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import RoleCode
from nhiemky.registry import actions
from nhiemky.registry.models import Directive
from nhiemky.registry.vocab import Confidentiality, DirectiveEntry, DirectiveType, LinkKind
from tests.cast import Tree, make_term
from tests.web.conftest import visitor
from tests.web.reading import Page, get, post, read, words
from tests.web.scene import Scene

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
GIVEN = {
    "type": "ke_hoach",
    "symbol": "165-KH/HU",
    "issuer_name": "Huyện ủy Mỏ Cày Bắc",
    "issuer": "838",
    "issued_on": "3-11-2022",
    "term": "",
    "excerpt": "sơ kết giữa nhiệm kỳ",
    "confidentiality": "noi_bo",
    "paper_place": "",
}


def directive(
    tree: Tree,
    symbol: str = "163-KH/TU",
    *,
    excerpt: str = "sơ kết giữa nhiệm kỳ",
    on: date | None = date(2022, 9, 8),
    type: DirectiveType = DirectiveType.PLAN,
    issuer: str = "Tỉnh ủy Bến Tre",
    grade: Confidentiality = Confidentiality.INTERNAL,
) -> Directive:
    entry = DirectiveEntry(
        type, excerpt, issuer, symbol=symbol, issued_on=on, confidentiality=grade, term_id=make_term().pk
    )
    return actions.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)


def symbols(page: Page) -> list[str]:
    return page.column("Số và ký hiệu")


def test_register_lists_the_latest_first(district_office: Client, tree: Tree) -> None:
    directive(tree, "01-NQ/TU", type=DirectiveType.RESOLUTION, on=date(2020, 10, 15), excerpt="Đại hội XI")
    directive(tree)
    page = get(district_office, "/van-ban/")
    assert page.rows == [
        [
            "Kế hoạch",
            "163-KH/TU",
            "8-9-2022",
            "Tỉnh ủy Bến Tre",
            "sơ kết giữa nhiệm kỳ",
            "2020-2025",
            "Nội bộ",
        ],
        ["Nghị quyết", "01-NQ/TU", "15-10-2020", "Tỉnh ủy Bến Tre", "Đại hội XI", "2020-2025", "Nội bộ"],
    ]
    assert page.actions == ["Cây thực hiện", "Vào sổ văn bản"]


@pytest.mark.parametrize(
    "text", ["163-KH/TU", "163 kh tu", "163/KH-TU", "kh 163", "so ket giua nhiem ky", "SƠ KẾT"]
)
def test_register_finds_a_document_in_any_way_of_writing(
    district_office: Client, tree: Tree, text: str
) -> None:
    directive(tree)
    directive(
        tree, "12-CTr/HU", type=DirectiveType.PROGRAMME, excerpt="hành động", issuer="Huyện ủy Mỏ Cày Bắc"
    )
    assert symbols(get(district_office, "/van-ban/", q=text)) == ["163-KH/TU"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"type": "chuong_trinh"}, ["12-CTr/HU"]),
        ({"issuer": "Tỉnh ủy Bến Tre"}, ["163-KH/TU"]),
        ({"year": "2021"}, ["12-CTr/HU"]),
        ({"term": "2020-2025"}, ["163-KH/TU", "12-CTr/HU"]),
        ({"grade": "mat"}, ["12-CTr/HU"]),
        ({"den": "31-12-2021"}, ["12-CTr/HU"]),
        ({"withdrawn": "on"}, []),
        ({"xep": "so"}, ["12-CTr/HU", "163-KH/TU"]),
    ],
)
def test_register_is_filtered_and_sorted(
    district_office: Client, tree: Tree, asked: dict[str, str], expected: list[str]
) -> None:
    directive(tree)
    directive(
        tree,
        "12-CTr/HU",
        type=DirectiveType.PROGRAMME,
        on=date(2021, 3, 1),
        issuer="Huyện ủy",
        grade=Confidentiality.SECRET,
    )
    assert symbols(get(district_office, "/van-ban/", **asked)) == expected


def test_register_is_read_from_below_without_secret_lines(office: Client, tree: Tree) -> None:
    directive(tree)
    secret = directive(tree, "9-BC/TU", type=DirectiveType.REPORT, grade=Confidentiality.TOP_SECRET)
    page = get(office, "/van-ban/")
    assert symbols(page) == ["163-KH/TU"]
    assert get(office, f"/van-ban/{secret.pk}/").status == 404


def test_register_goes_to_excel(district_office: Client, tree: Tree) -> None:
    directive(tree)
    sheet = load_workbook(BytesIO(district_office.get("/van-ban/", {"xuat": "xlsx"}).content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[5]][:2] == ["Kế hoạch", "163-KH/TU"]


def test_register_asks_as_often_for_many_documents_as_for_one(district_office: Client, tree: Tree) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(district_office, "/van-ban/")
        return len(captured)

    directive(tree)
    get(district_office, "/van-ban/")
    before = asked()
    for number in (1, 2, 3):
        directive(tree, f"{number}-KH/TU")
    assert asked() == before


Nested = list[tuple[str, "Nested"]]


def nested(page: Page, path: str = "//ul[@class='ties']") -> Nested:
    """Give the nested list as texts, each with what stands below it."""

    def below(items: html.HtmlElement) -> Nested:
        return [
            (words(item.xpath("./span")[0]), [line for part in item.xpath("./ul") for line in below(part)])
            for item in items.xpath("./li")
        ]

    return below(page.root.xpath(path)[0])


def test_document_shows_where_its_chain_branches(district_office: Client, tree: Tree) -> None:
    congress = directive(
        tree, "01-NQ/TU", type=DirectiveType.RESOLUTION, on=date(2020, 10, 15), excerpt="Đại hội"
    )
    province, row = directive(tree, on=date(2022, 9, 8)), directive(tree, "165-KH/HU", on=date(2022, 9, 28))
    beside = directive(tree, "164-KH/TU", on=date(2022, 9, 9), excerpt="việc khác")
    changed, task = (
        directive(tree, "170-KH/HU", on=date(2022, 11, 3), excerpt="ở huyện"),
        directive(tree, "20-QĐ/HU", type=DirectiveType.DECISION, on=date(2022, 10, 25), excerpt="tổ"),
    )
    for later, earlier, kind in (
        (province, congress, LinkKind.IMPLEMENTS),
        (beside, congress, LinkKind.IMPLEMENTS),
        (row, congress, LinkKind.IMPLEMENTS),
        (row, province, LinkKind.IMPLEMENTS),
        (changed, row, LinkKind.AMENDS),
        (changed, row, LinkKind.REPLACES),
        (task, row, LinkKind.IMPLEMENTS),
    ):
        actions.link(SYSTEM_ACTOR, later=later, earlier=earlier, kind=kind)
    page = get(district_office, f"/van-ban/{row.pk}/")
    assert page.heading == "Kế hoạch 165-KH/HU"
    own: Nested = [
        ("thực hiện Quyết định 20-QĐ/HU tổ", []),
        ("sửa đổi, bổ sung thay thế Kế hoạch 170-KH/HU ở huyện", []),
    ]
    line = "thực hiện Kế hoạch 165-KH/HU"
    chain: Nested = [
        ("thực hiện Kế hoạch 163-KH/TU sơ kết giữa nhiệm kỳ", [(f"{line} sơ kết giữa nhiệm kỳ", own)]),
        (f"{line} (đã nêu ở trên)", []),
    ]
    assert nested(page) == [("Nghị quyết 01-NQ/TU Đại hội", chain)]
    assert page.texts("//main//*[@aria-current='true']") == [f"{line} sơ kết giữa nhiệm kỳ"]
    assert page.texts("//ul[@class='ties']//strong") == ["Kế hoạch 165-KH/HU"] * 2
    assert page.href("Xem trong cây của cả sổ").partition("#")[2] == f"van-ban-{row.pk}"
    forest = get(district_office, "/van-ban/cay/")
    assert nested(forest) == [
        (
            "Nghị quyết 01-NQ/TU Đại hội",
            [chain[0], ("thực hiện Kế hoạch 164-KH/TU việc khác", []), chain[1]],
        )
    ]
    assert forest.texts(f"//li[@id='van-ban-{row.pk}']/span") == [f"{line} sơ kết giữa nhiệm kỳ"]


def test_document_without_links_stands_alone(district_office: Client, tree: Tree) -> None:
    page = get(district_office, f"/van-ban/{directive(tree).pk}/")
    assert nested(page) == [("Kế hoạch 163-KH/TU sơ kết giữa nhiệm kỳ", [])]
    assert page.texts("//a[contains(@href, '/van-ban/cay/')]") == []


def test_document_is_entered(district_office: Client) -> None:
    page = post(district_office, "/van-ban/them/", **{**GIVEN, "symbol": "165/KH-HU"})
    assert (page.heading, page.messages) == ("Kế hoạch 165-KH/HU", ["Đã vào sổ Kế hoạch 165-KH/HU."])
    assert page.facts()["Cơ quan ban hành"] == "Huyện ủy Mỏ Cày Bắc"


def test_document_is_entered_and_led_on_to_its_file(district_office: Client) -> None:
    page = post(district_office, "/van-ban/them/", **GIVEN, **{"kem-tep": "1"})
    assert page.heading == "Đính kèm tệp"


def test_secret_document_is_never_led_on_to_a_file(district_office: Client) -> None:
    page = post(
        district_office,
        "/van-ban/them/",
        **{**GIVEN, "confidentiality": "mat", "excerpt": ""},
        **{"kem-tep": "1"},
    )
    assert page.heading == "Kế hoạch 165-KH/HU"
    assert "Đính kèm tệp" not in page.texts("//a")
    assert "Văn bản mật: chỉ ghi dòng đăng ký." in page.texts("//section[.//h2='Tệp']//p")[0]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("type", "nghi_quyet", "không phải của loại văn bản"),
        ("type", "", "Chưa nhập mục này."),
        ("issuer", "khong", "Không có đơn vị mã khong"),
        ("issued_on", "32-1-2022", ""),
        ("excerpt", "", "Hãy nhập trích yếu."),
        ("issuer_name", "", "Chưa nhập mục này."),
    ],
)
def test_document_in_error_is_not_entered(
    district_office: Client, field: str, value: str, message: str
) -> None:
    page = post(district_office, "/van-ban/them/", **{**GIVEN, field: value})
    assert page.status == 422
    assert message in page.errors(field)[0]
    assert not Directive.objects.exists()


def test_number_that_is_taken_is_refused(district_office: Client) -> None:
    post(district_office, "/van-ban/them/", **GIVEN)
    page = post(district_office, "/van-ban/them/", **GIVEN)
    assert page.status == 422
    assert "165-KH/HU" in page.summary[0]
    assert Directive.objects.count() == 1


def test_document_is_corrected(district_office: Client, tree: Tree) -> None:
    row = directive(tree)
    shown = get(district_office, f"/van-ban/{row.pk}/sua/")
    assert (shown.value("symbol"), shown.value("issued_on"), shown.value("type")) == (
        "163-KH/TU",
        "8-9-2022",
        "ke_hoach",
    )
    given = {name: shown.value(name) for name in GIVEN}
    page = post(district_office, f"/van-ban/{row.pk}/sua/", **{**given, "excerpt": "về sơ kết"})
    assert page.facts()["Trích yếu"] == "về sơ kết"


def test_document_is_withdrawn_and_put_back(district_office: Client, tree: Tree) -> None:
    row = directive(tree)
    page = post(district_office, f"/van-ban/{row.pk}/rut/", reason="vào nhầm sổ")
    assert page.actions == ["Đưa lại vào sổ"]
    assert symbols(get(district_office, "/van-ban/")) == []
    assert symbols(get(district_office, "/van-ban/", withdrawn="on")) == ["163-KH/TU"]
    back = post(district_office, f"/van-ban/{row.pk}/dua-lai/")
    assert back.actions == ["Sửa", "Nối văn bản", "Rút khỏi sổ"]


def test_documents_are_linked_and_parted(district_office: Client, tree: Tree) -> None:
    above, row = (
        directive(tree, "01-NQ/TU", type=DirectiveType.RESOLUTION, on=date(2020, 10, 15)),
        directive(tree),
    )
    page = post(district_office, f"/van-ban/{row.pk}/noi/", kind="implements", earlier=str(above.pk))
    assert page.texts("//ul[@class='ties']//a") == ["Nghị quyết 01-NQ/TU"]
    again = post(district_office, f"/van-ban/{row.pk}/noi/", kind="implements", earlier=str(above.pk))
    assert again.status == 422
    parting = page.root.xpath("//form[.//button[text()='Bỏ nối']]/@action")[0]
    assert post(district_office, parting).texts("//ul[@class='ties']//a") == []


def attach(client: Client, row: Directive, name: str = "163-KH-TU.pdf", data: bytes = PDF) -> Page:
    file = SimpleUploadedFile(name, data, "application/pdf")
    return read(client.post(f"/van-ban/{row.pk}/tep/", {"file": file}, follow=True))


def test_file_is_attached_taken_and_removed(district_office: Client, tree: Tree) -> None:
    row = directive(tree)
    page = attach(district_office, row)
    assert page.messages == ["Đã đính kèm tệp 163-KH-TU.pdf."]
    taking = page.root.xpath("//form[.//button[normalize-space()='Tải về']]/@action")[0]
    answer = district_office.post(taking)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="163-KH-TU.pdf"'
    assert lines(branches=("/",))[0].act == "hand_out_file"
    removing = page.root.xpath("//form[.//button[normalize-space()='Gỡ']]/@action")[0]
    assert post(district_office, removing).texts("//section[.//h2='Tệp']//p") == ["Chưa có tệp nào."]


def test_file_that_carries_a_mark_of_secrecy_is_refused(district_office: Client, tree: Tree) -> None:
    page = attach(district_office, directive(tree), name="KH (MẬT).pdf")
    assert page.status == 422
    assert len(page.summary) == 1
    assert "mật" in page.summary[0].lower()


def test_file_of_a_secret_document_is_refused_before_it_is_chosen(
    district_office: Client, tree: Tree
) -> None:
    for grade, name in (
        (Confidentiality.SECRET, "Mật"),
        (Confidentiality.TOP_SECRET, "Tối mật"),
        (Confidentiality.STRICTLY_SECRET, "Tuyệt mật"),
    ):
        row = directive(tree, f"{len(name)}-KH/HU", grade=grade)
        for page in (get(district_office, f"/van-ban/{row.pk}/tep/"), attach(district_office, row)):
            assert (page.status, page.heading) == (422, "Chưa thực hiện được")
            assert page.texts("//main//p")[0].startswith(
                f"Không lưu được tệp: tài liệu độ {name} không được lưu trên máy tính có kết nối mạng"
            )
            assert page.root.xpath("//input[@type='file']") == []


def test_file_is_purged_with_a_reason_only(district_office: Client, tree: Tree) -> None:
    purging = attach(district_office, directive(tree)).href("Hủy tệp")
    assert post(district_office, purging, reason="").errors("reason") == ["Chưa nhập mục này."]
    page = post(district_office, purging, reason="đưa lên nhầm")
    assert "Đã hủy nội dung tệp." in page.messages[0]


@pytest.mark.parametrize("suffix", ["sua/", "rut/", "noi/", "tep/"])
def test_documents_of_others_are_not_kept(office: Client, tree: Tree, suffix: str) -> None:
    row = directive(tree)
    assert get(office, f"/van-ban/{row.pk}/").actions == []
    answer = post(office, f"/van-ban/{row.pk}/{suffix}", **GIVEN, reason="x", kind="implements", earlier="1")
    assert answer.status in {403, 422}
    kept = Directive.objects.get(pk=row.pk)
    assert (kept.excerpt, kept.withdrawn_at) == ("sơ kết giữa nhiệm kỳ", None)


def test_file_of_a_document_from_above_is_offered_only_where_it_may_be_read(
    office: Client, scene: Scene
) -> None:
    page = get(office, scene.at("/van-ban/{directive}/"))
    assert "Chỉ đọc được ở đơn vị giữ văn bản." in page.texts("//main//li/span/span")
    assert page.texts("//main//form//button") == []
    own = get(visitor(RoleCode.OVERSEER, scene.tree.district, "theodoi"), scene.at("/van-ban/{directive}/"))
    assert own.texts("//main//form//button") == ["Tải về"]


def test_the_excerpt_is_said_to_be_needed_but_of_secret_documents(district_office: Client) -> None:
    page = get(district_office, "/van-ban/them/")
    labels = page.texts("//form[@method='post']//label[@for='id_excerpt' or @for='id_paper_place']")
    assert labels == ["Trích yếu", "Nơi lưu bản giấy không bắt buộc"]
    assert page.texts("//p[@id='id_excerpt_helptext']") == [
        "Chỉ văn bản Mật, Tối mật, Tuyệt mật được để trống."
    ]


EMPTY = "Chưa có văn bản nào trong sổ. Văn bản được vào sổ rồi nối với văn bản cấp trên sẽ hiện ở đây."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, EMPTY),
        ({"q": ""}, EMPTY),
        ({"q": "163"}, "Không có văn bản nào khớp."),
        ({"year": "2022"}, "Không có văn bản nào khớp."),
        ({"withdrawn": "on"}, "Không có văn bản nào khớp."),
        ({"den": "21-2-2023"}, "Không có văn bản nào khớp."),
    ],
)
def test_an_empty_register_is_told_from_a_search_without_hits(
    tree: Tree, office: Client, asked: dict[str, str], said: str
) -> None:
    page = get(office, "/van-ban/", **asked)
    assert (page.status, page.texts("//p[@class='empty-title']")) == (200, [said])
