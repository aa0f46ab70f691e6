"""Files of directives, never of secret ones."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import Settings

from nhiemky.history.models import LedgerLine
from nhiemky.history.vocab import Conflict, Denied, Invalid
from nhiemky.org.policy import SYSTEM_ACTOR
from nhiemky.registry.actions import (
    SecretFile,
    StorageRefused,
    attach_file,
    hand_out_file,
    purge_file,
    remove_file,
    withdraw_directive,
)
from nhiemky.registry.actions.files import clean_name
from nhiemky.registry.actions.marks import grade_in_file, grade_in_name
from nhiemky.registry.models import Directive, DirectiveFile
from nhiemky.registry.queries import file_path, files
from nhiemky.registry.vocab import Confidentiality
from tests import cast

PNG = b"\x89PNG\r\n\x1a\n 1"
SECRET, TOP, STRICT = Confidentiality.SECRET, Confidentiality.TOP_SECRET, Confidentiality.STRICTLY_SECRET


def docx(*paragraphs: str, header: str = "", padding: int = 0) -> bytes:
    """Give a Word file whose paragraphs are cut into runs after every third letter."""

    def xml(texts: tuple[str, ...]) -> str:
        runs = [
            "".join(
                f'<w:r><w:t xml:space="preserve">{text[at : at + 3]}</w:t></w:r>'
                for at in range(0, len(text), 3)
            )
            for text in texts
        ]
        return "<w:body>" + "".join(f"<w:p>{run}</w:p>" for run in runs) + "</w:body>"

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", xml(paragraphs) + " " * padding)
        if header:
            package.writestr("word/header1.xml", xml((header,)))
    return stream.getvalue()


def pdf(text: str) -> bytes:
    """Give a PDF of one page with one line, written by hand; letters beyond ASCII by a ToUnicode table."""
    letters = sorted(set(text))
    codes = {letter: index + 1 for index, letter in enumerate(letters)}
    table = "\n".join(f"<{codes[letter]:02x}> <{ord(letter):04x}>" for letter in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}\nendbfchar endcmap end end"
    )
    shown = "".join(f"{codes[letter]:02x}" for letter in text)
    content = f"BT /F1 12 Tf 50 700 Td <{shown}> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 7\n0000000000 65535 f \n{rows}trailer << /Size 7 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return out


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        ("kế hoạch 163.docx", None),
        ("12-BC-TU MẬT.pdf", SECRET),
        ("báo cáo (mật).docx", SECRET),
        ("báo cáo-Mật.docx", SECRET),
        ("tờ trình tối mật.docx", TOP),
        ("TỐI MẬT 12.pdf", TOP),
        ("a_tuyệt_mật.pdf", STRICT),
        ("Tuye\u0323\u0302t Ma\u0323\u0302t.pdf", STRICT),
        ("bảo mật thông tin.docx", None),
        ("mật độ dân số.xlsx", None),
        ("Mặt trận Tổ quốc.docx", None),
        ("đổi mật khẩu.docx", None),
    ],
)
def test_grade_in_name(name: str, grade: Confidentiality | None) -> None:
    assert grade_in_name(name) == grade


@pytest.mark.parametrize(
    ("name", "data", "grade"),
    [
        ("a.docx", docx("TỈNH ỦY BẾN TRE", "MẬT", "Số 12-BC/TU"), SECRET),
        ("a.docx", docx("ĐẢNG CỘNG SẢN VIỆT NAM", "TỐI MẬT"), TOP),
        ("a.DOCX", docx("x", header="TUYỆT MẬT"), STRICT),
        ("a.docx", docx("Kế hoạch bảo mật", "bí mật nhà nước", "BẢO VỆ BÍ MẬT NHÀ NƯỚC"), None),
        ("a.docx", docx(*["nội dung của trang đầu"] * 200, "MẬT"), None),
        ("a.docx", docx("MẬT", padding=5_000_000), SECRET),
        ("a.docx", b"PK\x03\x04 not a package", None),
        ("a.docx", b"", None),
        ("a.pdf", pdf("TỈNH ỦY"), None),
        ("a.pdf", pdf("MẬT"), SECRET),
        ("a.pdf", pdf("TUYỆT MẬT"), STRICT),
        ("a.pdf", b"%PDF-1.7 damaged", None),
        ("a.png", b"MAT", None),
        ("a.xlsx", docx("MẬT"), None),
    ],
)
def test_grade_in_file(name: str, data: bytes, grade: Confidentiality | None) -> None:
    assert grade_in_file(name, data) == grade


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Kế hoạch 163.docx", "Kế hoạch 163.docx"),
        ("Ke\u0302\u0301 hoa\u0323ch.docx", "Kế hoạch.docx"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\an\\kh.pdf", "kh.pdf"),
        ('a"b<c>|d?.pdf', "a_b_c__d_.pdf"),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        ("hóa đơn\u202efdp.pdf", "hóa đơn_fdp.pdf"),
        ("x" * 300 + ".pdf", "x" * 192 + ".pdf"),
        ("..", ""),
    ],
)
def test_clean_name(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


@pytest.mark.django_db
class TestFiles:
    @pytest.fixture(autouse=True)
    def own_folder(self, settings: Settings, tmp_path: Path) -> None:
        settings.NHIEMKY_FILES = tmp_path

    @pytest.fixture
    def tree(self) -> cast.Tree:
        return cast.make_tree()

    @pytest.fixture
    def plan(self, tree: cast.Tree) -> Directive:
        return cast.make_directive("165-KH/HU", holder=tree.district)

    def attach(self, plan: Directive, name: str = "kh.png", data: bytes = PNG) -> DirectiveFile:
        return attach_file(SYSTEM_ACTOR, directive=plan, name=name, data=data, now=cast.NOW)

    @pytest.mark.parametrize(
        ("name", "data", "content_type"),
        [
            ("kh.png", PNG, "image/png"),
            ("kh.JPG", b"\xff\xd8\xff....", "image/jpeg"),
            ("kh.pdf", pdf("KH"), "application/pdf"),
            (
                "kh.docx",
                docx("Kế hoạch"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            ("kh.doc", b"\xd0\xcf\x11\xe0....", "application/msword"),
        ],
    )
    def test_a_file_is_kept_by_its_digest(
        self, tree: cast.Tree, plan: Directive, name: str, data: bytes, content_type: str
    ) -> None:
        row = attach_file(cast.office(tree.district), directive=plan, name=name, data=data, now=cast.NOW)
        assert (row.name, row.content_type, row.size) == (name, content_type, len(data))
        assert row.stored_as == f"registry/{row.sha256[:2]}/{row.sha256}"
        assert file_path(row.stored_as).read_bytes() == data
        assert files(SYSTEM_ACTOR, directive=plan) == [row]

    def test_the_ledger_names_it_by_digest_only(self, plan: Directive) -> None:
        row = self.attach(plan, "tên có thể lộ điều kín.png")
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert line.act == "attach_file"
        assert line.after == {"file": row.pk, "sha256": row.sha256, "size": row.size, "reason": ""}
        assert "lộ" not in line.summary

    @pytest.mark.parametrize("grade", [SECRET, TOP, STRICT])
    def test_a_secret_directive_takes_no_file(
        self, tree: cast.Tree, tmp_path: Path, grade: Confidentiality
    ) -> None:
        secret = cast.make_directive(
            "12-BC/HU", type=cast.DirectiveType.REPORT, holder=tree.district, confidentiality=grade
        )
        with pytest.raises(SecretFile, match="117/2025/QH15, Điều 5"):
            self.attach(secret)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    @pytest.mark.parametrize(
        ("name", "data"),
        [("12 MẬT.png", PNG), ("kh.docx", docx("TỈNH ỦY", "TỐI MẬT")), ("kh.pdf", pdf("TUYỆT MẬT"))],
    )
    def test_a_marked_file_is_refused_and_not_kept(
        self, plan: Directive, tmp_path: Path, name: str, data: bytes
    ) -> None:
        with pytest.raises(SecretFile, match="Chỉ ghi vào sổ"):
            self.attach(plan, name, data)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        assert DirectiveFile.objects.count() == 0

    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("kh.png", b"", "Tệp rỗng"),
            ("kh.exe", b"MZ", "Chỉ nhận tệp pdf, docx"),
            ("kh", PNG, "Chỉ nhận tệp"),
            ("kh.html", b"<html>", "Chỉ nhận tệp"),
            ("kh.pdf", b"<html>", "không đúng với phần mở rộng"),
            ("kh.docx", b"%PDF-", "không đúng với phần mở rộng"),
        ],
    )
    def test_what_is_no_document_is_refused(
        self, plan: Directive, name: str, data: bytes, words: str
    ) -> None:
        with pytest.raises(Invalid, match=words):
            self.attach(plan, name, data)

    @override_settings(NHIEMKY_LIMITS={"upload_bytes": 2 * 1024 * 1024})
    def test_the_limit_of_size_is_a_setting(self, plan: Directive) -> None:
        self.attach(plan, data=PNG.ljust(2 * 1024 * 1024, b"."))
        with pytest.raises(Invalid, match="lớn quá 2 MB"):
            self.attach(plan, data=PNG.ljust(2 * 1024 * 1024 + 1, b"."))

    def test_the_same_file_twice_and_a_withdrawn_directive_are_refused(self, plan: Directive) -> None:
        self.attach(plan)
        with pytest.raises(Conflict, match="đã có tệp này"):
            self.attach(plan, "tên khác.png")
        withdraw_directive(SYSTEM_ACTOR, directive=plan, reason="", now=cast.NOW)
        with pytest.raises(Conflict, match="đã rút"):
            self.attach(plan, data=PNG + b"2")

    def test_it_is_denied_to_others(self, tree: cast.Tree, plan: Directive) -> None:
        row = self.attach(plan)
        for somebody in (cast.leader(tree.district), cast.office(tree.commune), cast.office(tree.province)):
            with pytest.raises(Denied):
                attach_file(somebody, directive=plan, name="kh.png", data=PNG, now=cast.NOW)
            with pytest.raises(Denied):
                remove_file(somebody, file=row, now=cast.NOW)
            with pytest.raises(Denied):
                purge_file(somebody, file=row, reason="x", now=cast.NOW)

    def test_a_disk_that_takes_nothing_changes_nothing(self, plan: Directive, settings: Settings) -> None:
        settings.NHIEMKY_FILES = Path(os.devnull) / "files"
        with pytest.raises(StorageRefused, match="Chưa có gì thay đổi"):
            self.attach(plan)
        assert DirectiveFile.objects.count() == 0

    def test_a_removed_file_keeps_its_content(self, plan: Directive) -> None:
        row = remove_file(SYSTEM_ACTOR, file=self.attach(plan), now=cast.NOW)
        assert file_path(row.stored_as).is_file()
        assert files(SYSTEM_ACTOR, directive=plan) == []
        assert files(SYSTEM_ACTOR, directive=plan, removed=True) == [row]
        with pytest.raises(Conflict, match="đã được gỡ"):
            remove_file(SYSTEM_ACTOR, file=row, now=cast.NOW)

    def test_a_purged_file_leaves_the_fact_and_no_content(self, tree: cast.Tree, plan: Directive) -> None:
        row = self.attach(plan, "danh sách.png")
        left = purge_file(cast.office(tree.district), file=row, reason="tải nhầm", now=cast.NOW)
        assert (left.name, left.purged_at, left.removed_at) == ("tệp đã hủy", cast.NOW, cast.NOW)
        assert not file_path(row.stored_as).exists()
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert line.act == "purge_file"
        assert line.after is not None
        assert line.after["reason"] == "tải nhầm"
        with pytest.raises(Conflict, match="đã được hủy"):
            purge_file(SYSTEM_ACTOR, file=row, reason="x", now=cast.NOW)

    def test_purging_needs_a_reason(self, plan: Directive) -> None:
        row = self.attach(plan)
        with pytest.raises(Invalid, match="lý do"):
            purge_file(SYSTEM_ACTOR, file=row, reason=" ", now=cast.NOW)
        assert file_path(row.stored_as).is_file()

    def test_purging_takes_nothing_from_another_register(self, tree: cast.Tree, plan: Directive) -> None:
        other = cast.make_directive("16-KH/HU", holder=tree.district)
        far = cast.make_directive("5-KH/ĐU", holder=tree.far)
        mine, twin, theirs = (self.attach(each) for each in (plan, other, far))
        purge_file(cast.office(tree.district), file=mine, reason="nhầm", now=cast.NOW)
        assert DirectiveFile.objects.get(pk=twin.pk).purged_at == cast.NOW
        assert file_path(theirs.stored_as).is_file()
        assert hand_out_file(cast.office(tree.far), file=theirs).read_bytes() == PNG
        purge_file(SYSTEM_ACTOR, file=theirs, reason="nhầm", now=cast.NOW)
        assert not file_path(theirs.stored_as).exists()

    def test_handing_out_leaves_a_line(self, tree: cast.Tree, plan: Directive) -> None:
        row = self.attach(plan)
        assert hand_out_file(cast.leader(tree.district), file=row).read_bytes() == PNG
        line = LedgerLine.objects.order_by("-sequence")[0]
        assert (line.act, line.actor_name) == ("hand_out_file", "Lê Văn Chính")

    def test_units_below_read_the_files_of_public_documents_only(
        self, tree: cast.Tree, plan: Directive
    ) -> None:
        public = cast.make_directive("17-KH/HU", holder=tree.district, confidentiality=Confidentiality.PUBLIC)
        open_file, inner = self.attach(public), self.attach(plan)
        below = cast.office(tree.commune)
        assert hand_out_file(below, file=open_file).is_file()
        with pytest.raises(Denied):
            hand_out_file(below, file=inner)
        for somebody in (cast.office(tree.far), cast.actor()):
            with pytest.raises(Denied):
                hand_out_file(somebody, file=open_file)

    def test_a_removed_or_lost_file_is_not_handed_out(self, plan: Directive) -> None:
        row = self.attach(plan)
        file_path(row.stored_as).unlink()
        with pytest.raises(StorageRefused, match="Không tìm thấy nội dung"):
            hand_out_file(SYSTEM_ACTOR, file=row)
        with pytest.raises(Denied):
            hand_out_file(SYSTEM_ACTOR, file=remove_file(SYSTEM_ACTOR, file=row, now=cast.NOW))
