from io import BytesIO

import pypdf

from benchmarks import _report_sample as report_sample
from benchmarks import pdf_report
from nhiemky.kernel.documents import pdf


def test_pdf_of_the_sample_holds_both_tables() -> None:
    folders = [pdf_report.FONTS] if pdf_report.FONTS.is_dir() else []
    pages = pypdf.PdfReader(BytesIO(pdf.render(report_sample.report(3), font_dirs=folders))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    expected = [row[1] for row in (*report_sample.target_rows(3), *report_sample.work_rows(3))]
    assert [name for name in expected if "".join(name.split()) not in text] == []


def test_peer_is_left_out_where_libreoffice_is_missing(monkeypatch: object, capsys: object) -> None:
    monkeypatch.setenv("PATH", "")  # type: ignore[attr-defined]
    assert pdf_report.run() == []
    assert "LibreOffice is not on this machine" in capsys.readouterr().out  # type: ignore[attr-defined]
