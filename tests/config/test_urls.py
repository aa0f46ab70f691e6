"""Every screen has an address of its own, in unaccented Vietnamese."""

from __future__ import annotations

import re

from django.urls import URLPattern, URLResolver, get_resolver

ADDRESS = re.compile(r"(?:[a-z0-9-]+/|<[a-z_:]+>/)*")


def patterns(resolver: URLResolver, before: str = "") -> list[tuple[str, str]]:
    """Give name and address of every screen below a resolver."""
    found: list[tuple[str, str]] = []
    for part in resolver.url_patterns:
        address = before + str(part.pattern)
        if isinstance(part, URLPattern):
            found.append((part.name or "", address))
        else:
            found.extend(patterns(part, address))
    return found


def test_every_screen_has_a_name_of_its_own() -> None:
    names = [name for name, _ in patterns(get_resolver())]
    assert "" not in names
    assert sorted(names) == sorted(set(names))


def test_every_address_is_written_without_accents_and_ends_with_a_slash() -> None:
    odd = [
        address
        for name, address in patterns(get_resolver())
        if not ADDRESS.fullmatch(address) and name != "set_language"
    ]
    assert [address for address in odd if "api" not in address] == []


def test_the_screens_of_the_frame_stand_where_people_expect_them() -> None:
    known = dict(patterns(get_resolver()))
    wanted = ("home", "sign_in", "organisation", "people", "directives", "ledger", "search", "terms")
    assert [known[name] for name in wanted] == [
        "", "dang-nhap/", "to-chuc/", "can-bo/", "van-ban/", "nhat-ky/", "tim/", "nhiem-ky/",
    ]  # fmt: skip
