"""The way in: finds the command, brings in its module, and turns what goes wrong into plain words."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from nhiemky.cli.arguments import Unusable
from nhiemky.cli.commands import COMMANDS, available, find, load

_UNUSABLE, _STOPPED = 2, 130
_HELP = ("-h", "--help", "help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback reaches the user."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    if not given or given[0] in _HELP:
        sys.stdout.write(help_text())
        return 0
    if given[0] in ("-V", "--version"):
        from importlib.metadata import version

        sys.stdout.write(f"nhiemky {version('nhiemky')}\n")
        return 0
    command = find(given[0])
    if command is None:
        return _fail(f"Không có lệnh “{given[0]}”. Gõ “nhiemky --help” để xem các lệnh.")
    try:
        return load(command).run(given[1:])
    except KeyboardInterrupt:
        return _STOPPED
    except BrokenPipeError:
        _drop_output()
        return 0
    except Unusable as error:
        return _fail(str(error))
    except MemoryError:
        return _fail("Không đủ bộ nhớ để đọc tệp này.")
    except OSError as error:
        return _fail(in_words(error))
    except Exception as error:
        if os.environ.get("NHIEMKY_DEBUG"):
            raise
        return _fail(
            f"Lỗi ngoài dự kiến ({type(error).__name__}: {error}). Đặt NHIEMKY_DEBUG=1 để xem chi tiết."
        )


def help_text() -> str:
    """Return the list of commands in Vietnamese and English."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [
        "Nhiệm Kỳ: theo dõi nghị quyết đại hội và sơ kết giữa nhiệm kỳ.",
        "Nhiệm Kỳ follows a congress resolution through its term and its mid-term review.",
        "",
        "Cách dùng / Usage: nhiemky LỆNH [TÙY CHỌN]   (nhiemky LỆNH --help)",
        "",
        "Các lệnh / Commands:",
        *(f"  {each.name.ljust(width)}  {each.vietnamese} / {each.english}" for each in available()),
    ]
    return "\n".join(lines) + "\n"


def in_words(error: OSError) -> str:
    """Return in Vietnamese what went wrong with a file or folder, and what to do."""
    name = f" “{error.filename}”" if error.filename else ""
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy{name}."
    if isinstance(error, IsADirectoryError):
        return f"Đây là thư mục, không phải tệp:{name}."
    if isinstance(error, PermissionError):
        return f"Không có quyền đọc hoặc ghi{name}. Nếu tệp đang mở trong Excel, hãy đóng lại."
    if error.errno == errno.ENOSPC:
        return f"Ổ đĩa đã đầy, không ghi được{name}; tệp cũ (nếu có) vẫn còn nguyên."
    return f"Không đọc hoặc ghi được{name}: {error.strerror or error}."


def _speak_utf8() -> None:
    # an old Windows console would otherwise stop at the first Vietnamese letter
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _drop_output() -> None:
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return _UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
