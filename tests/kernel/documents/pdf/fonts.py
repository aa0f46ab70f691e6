"""Where the fonts lie that the PDF tests draw with."""

from pathlib import Path

import nhiemky

VENDORED = Path(nhiemky.__file__).parent / "web" / "static" / "vendor" / "fonts"
FONT_DIRS = [VENDORED] if VENDORED.is_dir() else []
