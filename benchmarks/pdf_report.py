"""The same report as PDF: our typst renderer in a warm process against LibreOffice converting our Word file."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import nhiemky
from benchmarks import _report_sample as report_sample
from benchmarks.case import Case
from nhiemky.kernel.documents import docx, pdf

LIMIT_RATIO = 20
_OUR_ROUNDS, _PEER_ROUNDS = 16, 3
FONTS = Path(nhiemky.__file__).parent / "web" / "static" / "vendor" / "fonts"


def _ours() -> float:
    """Return the shortest seconds of a report, as for the other side; every report has other figures, so nothing can be taken from the one before."""
    folders = [FONTS] if FONTS.is_dir() else []
    pdf.render(report_sample.report(1), font_dirs=folders)
    times = []
    for number in range(2, 2 + _OUR_ROUNDS):
        began = perf_counter()
        pdf.render(report_sample.report(number), font_dirs=folders)
        times.append(perf_counter() - began)
    return min(times)


def _theirs(soffice: str) -> float:
    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(docx.render(report_sample.report(1)))
        command = [
            soffice, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--convert-to",
            "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)
        times = []
        for _ in range(_PEER_ROUNDS):
            began = perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(perf_counter() - began)
    return min(times)


def run() -> list[Case]:
    """Measure both: seconds per report; nothing to compare with where LibreOffice is not installed, and that is said."""
    soffice = shutil.which("soffice")
    ours = _ours()
    if soffice is None:
        print(f"PDF report: ours {ours:.4f} s; LibreOffice is not on this machine, nothing compared.")
        return []
    return [
        Case(
            "PDF report, tables of 25 and 76 rows",
            ours,
            "LibreOffice headless",
            _theirs(soffice),
            LIMIT_RATIO,
        )
    ]


if __name__ == "__main__":
    for case in run():
        print(case.line())
