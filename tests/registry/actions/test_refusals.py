"""Every refusal of the register in its whole words, and what hostile texts come to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from nhiemky.history.models import LedgerLine
from nhiemky.history.queries import verify
from nhiemky.history.vocab import Denied, FieldError, Invalid, NotFound, Refusal
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.org.vocab import clean
from nhiemky.registry import actions as registry
from nhiemky.registry import queries
from nhiemky.registry.models import Directive, DirectiveFile, DirectiveLink
from nhiemky.registry.vocab import Confidentiality, DirectiveEntry, DirectiveType
from tests import cast
from tests.standing import standing

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n 1"
DIGEST = hashlib.sha256(PNG).hexdigest()
PLAN = DirectiveEntry(
    type=DirectiveType.PLAN,
    symbol="165-KH/HU",
    issuer_name="Ban Thường vụ Huyện ủy",
    issued_on=date(2022, 9, 28),
    excerpt="sơ kết giữa nhiệm kỳ",
    paper_place="tủ 3",
)
SECRET = replace(
    PLAN,
    symbol="12-BC/HU",
    type=DirectiveType.REPORT,
    confidentiality=Confidentiality.SECRET,
    excerpt="điều kín",
)
Line = dict[str, object]


@standing
def tree() -> cast.Tree:
    return cast.make_tree()


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.NHIEMKY_FILES = tmp_path


@standing
def plan(tree: cast.Tree) -> Directive:
    return registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN)


ENTRY_WORDS: list[tuple[dict[str, object], list[FieldError]]] = [
    (
        {"symbol": "abc"},
        [
            FieldError(
                "symbol", "Không đọc được số, ký hiệu văn bản từ “abc”. Viết như 163-KH/TU hoặc 16/CTr-UBND."
            )
        ],
    ),
    (
        {"type": DirectiveType.PROGRAMME},
        [FieldError("type", "Ký hiệu 165-KH/HU không phải của loại văn bản Chương trình.")],
    ),
    ({"issuer_name": "\u200b"}, [FieldError("issuer_name", "Cơ quan ban hành có từ 1 đến 200 ký tự.")]),
    ({"issuer_name": "x" * 201}, [FieldError("issuer_name", "Cơ quan ban hành có từ 1 đến 200 ký tự.")]),
    ({"excerpt": "\n\t"}, [FieldError("excerpt", "Hãy nhập trích yếu.")]),
    ({"paper_place": "x" * 201}, [FieldError("paper_place", "Nơi lưu bản giấy dài quá 200 ký tự.")]),
    ({"issuer_id": 10**6}, [FieldError("issuer", "Không có đơn vị ban hành đã chọn.")]),
    ({"term_id": 10**6}, [FieldError("term", "Không có nhiệm kỳ đã chọn.")]),
    (
        {"excerpt": "", "issuer_name": "", "term_id": 0, "issuer_id": -1},
        [
            FieldError("issuer_name", "Cơ quan ban hành có từ 1 đến 200 ký tự."),
            FieldError("excerpt", "Hãy nhập trích yếu."),
            FieldError("issuer", "Không có đơn vị ban hành đã chọn."),
            FieldError("term", "Không có nhiệm kỳ đã chọn."),
        ],
    ),
]


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """Act, and give code and words of the refusal; nothing may have been kept."""
    models = (Directive, DirectiveLink, DirectiveFile, LedgerLine)
    before = [model._default_manager.count() for model in models]
    with pytest.raises(Refusal) as caught:
        act()
    assert [model._default_manager.count() for model in models] == before
    return caught.value.code, caught.value.message


class TestRefusals:
    @pytest.mark.parametrize(("changes", "errors"), ENTRY_WORDS)
    def test_an_entry_that_cannot_be_kept(
        self, tree: cast.Tree, plan: Directive, changes: dict[str, object], errors: list[FieldError]
    ) -> None:
        entry = replace(PLAN, **changes)  # type: ignore[arg-type]
        for act in (
            lambda: registry.add_directive(SYSTEM_ACTOR, holder=tree.far.unit, entry=entry),
            lambda: registry.change_directive(SYSTEM_ACTOR, directive=plan, entry=entry),
        ):
            with pytest.raises(Invalid) as caught:
                act()
            assert list(caught.value.errors) == errors

    def test_a_number_that_is_there(self, tree: cast.Tree, plan: Directive) -> None:
        again = refused(lambda: registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=PLAN))
        assert again == (
            "conflict",
            "Văn bản 165-KH/HU của Ban Thường vụ Huyện ủy trong nhiệm kỳ này đã có trong sổ (sơ kết giữa nhiệm kỳ).",
        )

    def test_the_words_about_a_secret_twin_tell_no_excerpt(self, tree: cast.Tree) -> None:
        registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=SECRET)
        _, words = refused(
            lambda: registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=SECRET)
        )
        assert words == "Văn bản 12-BC/HU của Ban Thường vụ Huyện ủy trong nhiệm kỳ này đã có trong sổ ()."

    def test_a_secret_line_above_is_no_hint_to_a_unit_below(self, tree: cast.Tree) -> None:
        registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=SECRET)
        office = cast.office(tree.commune)
        row = registry.add_directive(office, holder=tree.commune.unit, entry=SECRET)
        assert row.holder == tree.commune.unit

    def test_what_is_withdrawn_or_not(self, tree: cast.Tree, plan: Directive) -> None:
        other = cast.make_directive("9-KH/HU", holder=tree.district)
        there = refused(lambda: registry.restore_directive(SYSTEM_ACTOR, directive=plan))
        registry.withdraw_directive(SYSTEM_ACTOR, directive=plan, reason="", now=cast.NOW)
        gone = refused(
            lambda: registry.withdraw_directive(SYSTEM_ACTOR, directive=plan, reason="", now=cast.NOW)
        )
        entry = replace(PLAN, excerpt="khác")
        changed = refused(lambda: registry.change_directive(SYSTEM_ACTOR, directive=plan, entry=entry))
        linked = refused(lambda: registry.link(SYSTEM_ACTOR, later=other, earlier=plan))
        file = refused(
            lambda: registry.attach_file(SYSTEM_ACTOR, directive=plan, name="a.png", data=PNG, now=cast.NOW)
        )
        assert [there, gone, changed, linked, file] == [
            ("conflict", "Văn bản đang có trong sổ."),
            ("conflict", "Văn bản đã rút khỏi sổ."),
            ("conflict", "Văn bản đã rút khỏi sổ. Hãy khôi phục trước khi sửa."),
            ("invalid", "Văn bản đã rút khỏi sổ thì không liên kết được."),
            ("conflict", "Văn bản đã rút khỏi sổ."),
        ]

    def test_links(self, tree: cast.Tree, plan: Directive) -> None:
        above = cast.make_directive("163-KH/TU", holder=tree.province)
        row = registry.link(SYSTEM_ACTOR, later=plan, earlier=above)
        circle = (
            "invalid",
            "Liên kết này tạo thành vòng: văn bản được chọn đã dựa trên chính văn bản này.",
        )
        assert refused(lambda: registry.link(SYSTEM_ACTOR, later=above, earlier=plan)) == circle
        assert refused(lambda: registry.link(SYSTEM_ACTOR, later=plan, earlier=plan)) == circle
        twice = refused(lambda: registry.link(SYSTEM_ACTOR, later=plan, earlier=above))
        assert twice == ("conflict", "Liên kết này đã có.")
        registry.unlink(SYSTEM_ACTOR, link=row)
        row.pk = 10**6
        gone = refused(lambda: registry.unlink(SYSTEM_ACTOR, link=row))
        assert gone == ("conflict", "Liên kết này không còn.")

    @pytest.mark.parametrize(
        ("grade", "word"),
        [
            (Confidentiality.SECRET, "Mật"),
            (Confidentiality.TOP_SECRET, "Tối mật"),
            (Confidentiality.STRICTLY_SECRET, "Tuyệt mật"),
        ],
    )
    def test_files_of_secret_directives(self, tree: cast.Tree, grade: Confidentiality, word: str) -> None:
        entry = replace(SECRET, confidentiality=grade)
        row = registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
        found = refused(
            lambda: registry.attach_file(SYSTEM_ACTOR, directive=row, name="a.png", data=PNG, now=cast.NOW)
        )
        assert found == (
            "secret_file",
            f"Không lưu được tệp: tài liệu độ {word} không được lưu trên máy tính có kết nối mạng "
            "(Luật Bảo vệ bí mật nhà nước 117/2025/QH15, Điều 5). Chỉ ghi vào sổ và nêu nơi lưu bản giấy.",
        )

    def test_files(self, tree: cast.Tree, plan: Directive, settings: Settings, tmp_path: Path) -> None:
        def attach(name: str, data: bytes) -> tuple[str, str]:
            return refused(
                lambda: registry.attach_file(SYSTEM_ACTOR, directive=plan, name=name, data=data, now=cast.NOW)
            )

        kinds = "pdf, docx, xlsx, pptx, doc, xls, odt, jpg, jpeg, png"
        assert attach("a.png", b"") == ("invalid", "Tệp rỗng.")
        assert attach("a.exe", PNG) == ("invalid", f"Chỉ nhận tệp {kinds}.")
        assert attach("a.pdf", PNG) == ("invalid", "Nội dung tệp không đúng với phần mở rộng của tên tệp.")
        settings.NHIEMKY_LIMITS = {"upload_bytes": 1024 * 1024}
        assert attach("a.png", PNG.ljust(1024 * 1024 + 1)) == ("invalid", "Tệp lớn quá 1 MB.")
        (tmp_path / "file").write_bytes(b"")
        settings.NHIEMKY_FILES = tmp_path / "file"
        assert attach("a.png", PNG) == (
            "storage_refused",
            "Máy chủ không ghi được tệp, có thể đã hết chỗ. Chưa có gì thay đổi; đề nghị báo quản trị.",
        )
        settings.NHIEMKY_FILES = tmp_path
        row = registry.attach_file(SYSTEM_ACTOR, directive=plan, name="a.png", data=PNG, now=cast.NOW)
        assert attach("b.png", PNG) == ("conflict", "Văn bản đã có tệp này.")
        unreasoned = refused(lambda: registry.purge_file(SYSTEM_ACTOR, file=row, reason="\n", now=cast.NOW))
        assert unreasoned == ("invalid", "Hãy nêu lý do hủy tệp.")
        queries.file_path(row.stored_as).unlink()
        lost = refused(lambda: registry.hand_out_file(SYSTEM_ACTOR, file=row))
        assert lost == (
            "storage_refused",
            "Không tìm thấy nội dung tệp trên máy chủ. Đề nghị báo quản trị.",
        )
        registry.remove_file(SYSTEM_ACTOR, file=row, now=cast.NOW)
        twice = refused(lambda: registry.remove_file(SYSTEM_ACTOR, file=row, now=cast.NOW))
        assert twice == ("conflict", "Tệp đã được gỡ.")

    def test_nobody_hears_more_than_that_there_is_nothing(self, tree: cast.Tree, plan: Directive) -> None:
        for ask, words in (
            (queries.directive, "Không có văn bản này, hoặc tài khoản của đồng chí không được xem."),
            (queries.file, "Không có tệp này, hoặc tài khoản của đồng chí không được xem."),
        ):
            for number in (0, -1, plan.pk, 10**9):
                with pytest.raises(NotFound) as caught:
                    ask(cast.office(tree.far), id=number)
                assert caught.value.message == words

    def test_who_keeps_another_register_hears_which_right_is_missing(
        self, tree: cast.Tree, plan: Directive
    ) -> None:
        for somebody in (cast.leader(tree.district), cast.office(tree.second), cast.actor()):
            with pytest.raises(Denied) as caught:
                registry.change_directive(somebody, directive=plan, entry=PLAN)
            assert caught.value.message == (
                "Tài khoản của đồng chí không có quyền cập nhật sổ văn bản ở đơn vị này. "
                "Đề nghị liên hệ quản trị của đơn vị."
            )


HOSTILE = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; DROP TABLE x; --", "%s {0} %(a)s", "a\x00b\x07c", "\ud800x", "\u202eabc", "Ke\u0302\u0301 hoa\u0323ch"]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_letters_are_kept_as_text_and_found_again(tree: cast.Tree, text: str) -> None:
    entry = replace(PLAN, excerpt=text, issuer_name=text, paper_place=text)
    row = registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
    kept = Directive.objects.get(pk=row.pk)
    assert kept.excerpt == kept.issuer_name == kept.paper_place == clean(text)
    assert list(queries.directives(SYSTEM_ACTOR, issuer=text)) == [row]
    assert list(queries.directives(SYSTEM_ACTOR, text=f"{text} không có như vậy")) == []
    assert verify().ok


def test_an_excerpt_of_any_length_is_kept_and_found(tree: cast.Tree) -> None:
    entry = replace(PLAN, excerpt="nội dung " * 5_000 + "cuối cùng")
    row = registry.add_directive(SYSTEM_ACTOR, holder=tree.district.unit, entry=entry)
    assert len(Directive.objects.get(pk=row.pk).excerpt) == 45_009
    assert list(queries.directives(SYSTEM_ACTOR, text="cuoi cung")) == [row]


@pytest.mark.parametrize(
    "name", ["a\ud800.png", "a\x85b.png", "=cmd.png", "<b>.png", "CON.png", ".png", "a" * 400 + ".png"]
)
def test_a_file_of_any_name_is_kept_under_its_digest(plan: Directive, name: str) -> None:
    row = registry.attach_file(SYSTEM_ACTOR, directive=plan, name=name, data=PNG, now=cast.NOW)
    kept = DirectiveFile.objects.get(pk=row.pk)
    assert kept.stored_as == f"registry/{DIGEST[:2]}/{DIGEST}"
    assert len(kept.name) <= 200
    assert kept.name.endswith("png")
    assert queries.file_path(kept.stored_as).read_bytes() == PNG
