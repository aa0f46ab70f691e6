"""Take the pictures of docs/images anew: the scenario's pages in a real browser, and the Word report's first page.

The scenario is made in a folder of its own, so the data in ``var`` stay as they are.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COMMUNE, DISTRICT, DAY, CAMPAIGN_DAY = "28927", "838", "2023-02-21", "2023-03-24"
TERM = "2020-2025"
WIDE, PHONE = (1440, 900), (360, 780)


@dataclass(frozen=True)
class Picture:
    """One page as one picture: which unit is shown, on which day, in a window of which size, and whether of its campaign."""

    name: str
    url_name: str
    unit: str
    window: tuple[int, int] = WIDE
    day: str = DAY
    of_campaign: bool = False

    def query(self) -> str:
        """Give what the address of the page says about unit and day."""
        return f"?don-vi={self.unit}&den={self.day}"


PICTURES = (
    Picture("overview", "overview", COMMUNE),
    Picture("overview-phone", "overview", COMMUNE, PHONE),
    Picture("targets", "targets", COMMUNE),
    Picture("entry", "entry", COMMUNE),
    Picture("intake", "intake", COMMUNE),
    Picture("board", "boards", DISTRICT),
    Picture("campaign", "campaign", DISTRICT, day=CAMPAIGN_DAY, of_campaign=True),
    Picture("directives", "directives", DISTRICT),
    Picture("organisation", "organisation", DISTRICT),
)


def chromium() -> str:
    """Give the path of chromium.

    :raises SystemExit: when there is none.
    """
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        raise SystemExit("Screenshots need chromium (Debian package: chromium).")
    return found


def nhiemky(*arguments: str) -> None:
    """Run the product's command as a user would."""
    subprocess.run([sys.executable, "-m", "nhiemky.cli", *arguments], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def site() -> Iterator[str]:
    """Serve the site of the data folder on the loopback address and give where."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhiemky.config.settings")
    django.setup()
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    call_command("collectstatic", interactive=False, verbosity=0)

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def session_of_office(unit: str) -> tuple[str, str]:
    """Sign the office of the unit in without a password and give name and value of the session's cookie."""
    from django.conf import settings
    from django.contrib.auth import get_user_model, login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    user = (
        get_user_model().objects.filter(roles__code="office", roles__unit__code=unit).order_by("pk").first()
    )
    if user is None:
        raise SystemExit(f"The scenario has no office in {unit}.")
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return settings.SESSION_COOKIE_NAME, str(request.session.session_key)


def address_of(picture: Picture) -> str:
    """Give the address of a page; of a page of a campaign, that of the campaign which the unit holds on that day."""
    from datetime import date

    from django.urls import reverse

    from nhiemky.campaign.queries import campaign_for
    from nhiemky.org.policy import SYSTEM_ACTOR
    from nhiemky.org.queries import term

    if not picture.of_campaign:
        return reverse(picture.url_name) + picture.query()
    on = date.fromisoformat(picture.day)
    campaign = campaign_for(SYSTEM_ACTOR, unit_code=picture.unit, term=term(TERM), on=on)
    if campaign is None:
        raise SystemExit(f"The scenario has no campaign in {picture.unit}.")
    return reverse(picture.url_name, args=(campaign.pk,)) + picture.query()


def take(browser: Browser, cookie: dict[str, str], picture: Picture, address: str) -> None:
    """Open the page with the session's cookie and keep what the window shows."""
    width, height = picture.window
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce"
    )
    context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": cookie["url"]}])
    page = context.new_page()
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise SystemExit(f"{picture.name}: the page did not open")
    # Fonts that came late are not shown; at hand, they are.
    page.evaluate("document.fonts.ready.then(() => true)")
    page.reload(wait_until="networkidle")
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    context.close()


def take_all(base: str, executable: str) -> None:
    """Take every picture of the site.

    Sessions and addresses come first: the browser runs in a loop in which Django does not ask the database.
    """
    sessions = {unit: session_of_office(unit) for unit in {picture.unit for picture in PICTURES}}
    addresses = {picture: base + address_of(picture) for picture in PICTURES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        for picture, address in addresses.items():
            name, value = sessions[picture.unit]
            take(browser, {"name": name, "value": value, "url": base}, picture, address)
            print(f"docs/images/{picture.name}.png", flush=True)
        browser.close()


def png(width: int, height: int, pixels: bytes) -> bytes:
    """Give the picture of rows of red, green and blue bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    line = width * 3
    rows = b"".join(b"\0" + pixels[start : start + line] for start in range(0, line * height, line))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def take_report() -> None:
    """Keep the first page of the review report as a picture."""
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        nhiemky("report", "review", "--unit", COMMUNE, "--as-of", DAY, "-o", str(path))
        document = pypdfium2.PdfDocument(path)
        shown = document[0].render(scale=1.5, rev_byteorder=True)
        (IMAGES / "report.png").write_bytes(
            png(shown.width, shown.height, bytes(shown.to_numpy()[:, :, :3].tobytes()))
        )
        document.close()


def main() -> int:
    """Make the scenario, serve it, and take every picture."""
    executable = chromium()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["NHIEMKY_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        nhiemky("demo")
        take_report()
        with site() as base:
            take_all(base, executable)
    return 0


if __name__ == "__main__":
    sys.exit(main())
