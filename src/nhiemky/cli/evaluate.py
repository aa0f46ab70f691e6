"""``nhiemky evaluate``: an Excel table in, bands and the n/N sentence out; no database, no set-up."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from nhiemky.cli.arguments import Parser, day, write_whole
from nhiemky.intake.reading import BookError, Problem, ResultsTable, read_results
from nhiemky.kernel.scoring import SCHEMES
from nhiemky.reporting.evaluation import Evaluation, evaluate

FORMATS = ("table", "json", "csv", "xlsx", "docx")
_BINARY = frozenset({"xlsx", "docx"})
_UNUSABLE = 2


def parser() -> Parser:
    """Return the parser of the command's arguments."""
    parser = Parser(
        "evaluate",
        "Đánh giá một bảng kết quả: biểu của chương trình hoặc bảng Excel của cơ quan.",
        "Evaluate a results table: the product's own form or an office's own Excel table.",
    )
    parser.add_argument("file", metavar="TỆP.xlsx", type=Path, help="bảng kết quả / results table")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="NGÀY",
        help="ngày chốt số liệu, ví dụ 2023-02-21 (mặc định: cuối kỳ mới nhất có số liệu) / cut-off date",
    )
    parser.add_argument(
        "--scheme", choices=tuple(SCHEMES), default="default", help="bộ nhóm mức đạt / scheme of bands"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="dạng kết quả (mặc định: table) / format of the output"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="TỆP", help="ghi ra tệp / write to a file")
    return parser


def run(arguments: list[str]) -> int:
    """Evaluate the file and return 0 (no error), 1 (some cells in error) or 2 (nothing usable)."""
    options = parser().parse_args(arguments)
    chosen = options.format or _format_of(options.output)
    if chosen in _BINARY and options.output is None and sys.stdout.isatty():
        sys.stderr.write(f"Dạng {chosen} cần ghi ra tệp: thêm -o TỆP.{chosen}\n")
        return _UNUSABLE
    try:
        table = read_results(options.file.read_bytes())
    except BookError as error:
        return _refused(options, chosen, error)
    evaluation = evaluate(table, as_of=options.as_of, scheme=SCHEMES[options.scheme])
    _put(_WRITERS[chosen](evaluation), options.output)
    if not evaluation.targets:
        sys.stderr.write("Không đọc được chỉ tiêu nào trong bảng.\n")
    return evaluation.exit_code


def _format_of(output: Path | None) -> str:
    suffix = output.suffix.lower().lstrip(".") if output is not None else ""
    return suffix if suffix in FORMATS else "table"


def _refused(options: Namespace, chosen: str, error: BookError) -> int:
    name = options.file.name
    sys.stderr.write(f"Không đọc được “{name}”. {error.message}\n")
    if chosen == "json":
        problem = Problem(name, "error", error.code, error.message)
        empty = ResultsTable("", "", "", "", False, (), (problem,))
        _put(_json(evaluate(empty, as_of=options.as_of, scheme=SCHEMES[options.scheme])), options.output)
    return _UNUSABLE


def _put(data: bytes, output: Path | None) -> None:
    if output is not None:
        write_whole(output, data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _table(evaluation: Evaluation) -> bytes:
    from nhiemky.reporting.evaluation_table import as_text

    return as_text(evaluation).encode()


def _json(evaluation: Evaluation) -> bytes:
    import json

    return (json.dumps(evaluation.to_json(), ensure_ascii=False, indent=1) + "\n").encode()


def _csv(evaluation: Evaluation) -> bytes:
    from nhiemky.reporting.evaluation_table import as_csv

    return as_csv(evaluation)


def _workbook(evaluation: Evaluation) -> bytes:
    from nhiemky.reporting.evaluation_table import as_workbook

    return as_workbook(evaluation)


def _document(evaluation: Evaluation) -> bytes:
    from nhiemky.kernel.documents.docx import render
    from nhiemky.reporting.evaluation_document import evaluation_document

    return render(evaluation_document(evaluation))


_WRITERS: dict[str, Callable[[Evaluation], bytes]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "xlsx": _workbook,
    "docx": _document,
}
