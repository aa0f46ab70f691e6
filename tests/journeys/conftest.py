"""A real browser on the pages as they are served: people who are signed in, and the check that everybody can use a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from nhiemky.org.models import User

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=360, height=740)
INSIDE = ("data:", "blob:", "about:", "chrome-extension:")
PARTS = {"stylesheet", "script", "image", "font"}
ANSWERED = "Failed to load resource"
SignIn = Callable[..., Page]
OpenWindow = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one browser for all journeys; the browser's driver runs a loop, which Django must not mind."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_window(browser: Browser, live_server: LiveServer) -> Iterator[OpenWindow]:
    """Give the way to open a window of somebody who has not signed in yet, on a desk or a phone, with scripts or without."""
    with windows(browser, live_server.url) as window:
        yield window


@contextmanager
def windows(browser: Browser, home: str) -> Iterator[OpenWindow]:
    """Let windows on a site be opened, and close them.

    The journey fails on an error of a page or in its console, on a part of a page that does not come, and on a
    request to any other host.
    """
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def window(*, narrow: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=home,
            viewport=NARROW if narrow else WIDE,
            locale="vi-VN",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        watch(page, home, errors)
        return page

    yield window
    for context in opened:
        context.close()
    assert errors == []


def watch(page: Page, home: str, errors: list[str]) -> None:
    """Note whatever goes wrong on a page; an answer that refuses a form is none of that."""
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: (
            errors.append(f"console: {said.text}")
            if said.type == "error" and not said.text.startswith(ANSWERED)
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((home, *INSIDE)) else errors.append(f"asked: {request.url}")
        ),
    )
    page.on("response", lambda response: errors.append(missing) if (missing := missed(response)) else None)


def missed(response: Response) -> str:
    """Give the address of a part of a page that did not come."""
    wanted = response.status >= 400 and response.request.resource_type in PARTS
    return f"{response.status}: {response.url}" if wanted else ""


@pytest.fixture
def sign_in(open_window: OpenWindow, live_server: LiveServer) -> SignIn:
    """Give the way to open a window of somebody who is signed in."""

    def window(user: User, *, narrow: bool = False, scripts: bool = True) -> Page:
        client = Client()
        client.force_login(user)
        page = open_window(narrow=narrow, scripts=scripts)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        return page

    return window


def barriers(page: Page) -> list[str]:
    """Give every rule of accessibility that the page breaks, with the elements that break it.

    A part that is being fetched is faded until its answer comes; the page is judged as it is read, after that.
    """
    expect(page.locator(".htmx-request")).to_have_count(0)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes']][:5]}" for rule in found]


def faults(page: Page) -> list[str]:
    """Give what bars somebody from the page as it stands: barriers, and a page wider than its window."""
    return [*barriers(page), *too_wide(page)]


def too_wide(page: Page) -> list[str]:
    """Give by how much the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px wider than the window"] if wide > 0 else []


def signed_in(page: Page, username: str, password: str) -> Page:
    """Sign in on the form, by keyboard only."""
    page.goto("/")
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tong-quan/**")
    return page
