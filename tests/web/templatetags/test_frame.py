"""Tags of the frame."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.template import Context, Template


@dataclass(frozen=True)
class Around:
    """As much of a frame as the tags look at."""

    path: str = "/van-ban/"
    parameters: tuple[tuple[str, str], ...] = (("don-vi", "838"), ("den", "21-2-2023"))
    kept: tuple[tuple[str, str], ...] = (("don-vi", "838"), ("q", "kế hoạch"), ("an", "so"), ("an", "ngay"))


def drawn(template: str, around: Around | None = None) -> str:
    return Template(template).render(Context({"frame": around or Around()}))


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("{% to 'ledger' %}", "/nhat-ky/?don-vi=838&amp;den=21-2-2023"),
        ("{% to 'unit' '28927' %}", "/to-chuc/28927/?don-vi=838&amp;den=21-2-2023"),
        ("{% to 'ledger' don_vi='' trang=2 %}", "/nhat-ky/?den=21-2-2023&amp;trang=2"),
        ("{% to 'ledger' don_vi='83' %}", "/nhat-ky/?don-vi=83&amp;den=21-2-2023"),
        ("{% fresh %}", "/van-ban/?don-vi=838&amp;den=21-2-2023"),
        (
            "{% here xep='so' %}",
            "/van-ban/?don-vi=838&amp;q=k%E1%BA%BF+ho%E1%BA%A1ch&amp;an=so&amp;an=ngay&amp;xep=so",
        ),
        ("{% here q='' an='' don_vi='' %}", "/van-ban/"),
        ("{% here an='' q='a&b' %}", "/van-ban/?don-vi=838&amp;q=a%26b"),
    ],
)
def test_links_keep_what_they_must(template: str, address: str) -> None:
    assert drawn(template) == address


def test_links_without_parameters_are_bare() -> None:
    bare = Around(parameters=(), kept=())
    assert drawn("{% to 'ledger' %} {% fresh %} {% here %}", bare) == "/nhat-ky/ /van-ban/ /van-ban/"


def test_icon_is_decoration_without_a_label() -> None:
    assert drawn("{% icon 'plus' %}") == (
        '<svg class="icon" aria-hidden="true"><use href="/tinh/vendor/icons.svg#plus"/></svg>'
    )


def test_icon_with_a_label_is_read_aloud_and_escaped() -> None:
    labelled = Template("{% icon 'plus' label %}").render(Context({"label": "a<b"}))
    assert labelled == (
        '<svg class="icon" role="img" aria-label="a&lt;b"><use href="/tinh/vendor/icons.svg#plus"/></svg>'
    )
