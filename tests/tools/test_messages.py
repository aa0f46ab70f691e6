from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools.messages import collect, compile_all, faults, load, merge, placeholders, render, source_files

MODULE = """from django.utils.translation import gettext as _, ngettext, pgettext

def title(count: int) -> str:
    name = _("Chỉ tiêu")
    _("Từ ngày %(day)s") % {"day": name}
    pgettext("tên cột", "Hạn")
    _(name)
    return ngettext("%(count)s đơn vị", "%(count)s đơn vị khác", count)
"""
PAGE = """{% load i18n %}
<h1>{% translate "Tổng quan" %}</h1>
    {% if rows %}
  <p title="{% translate 'Đơn vị' %}">{% blocktranslate with day=cut_off %}Số liệu đến {{ day }}{% endblocktranslate %}</p>
{% endif %}
{% blocktranslate count n=rows|length trimmed %}
  {{ n }} dòng
{% plural %}
  {{ n }} dòng tất cả
{% endblocktranslate %}
<p>{{ empty|default:_("Chưa có") }} {# Lời ghi chú #}</p>
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "web" / "migrations").mkdir()
    (tmp_path / "web" / "views.py").write_text(MODULE, "utf-8")
    (tmp_path / "web" / "migrations" / "0001_start.py").write_text('_("Không lấy")', "utf-8")
    (tmp_path / "web" / "templates" / "page.html").write_text(PAGE, "utf-8")
    return tmp_path


def ids(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


FOUND = {
    (None, "Chỉ tiêu"),
    (None, "Từ ngày %(day)s"),
    ("tên cột", "Hạn"),
    (None, ("%(count)s đơn vị", "%(count)s đơn vị khác")),
    (None, "Tổng quan"),
    (None, "Đơn vị"),
    (None, "Số liệu đến %(day)s"),
    (None, ("%(n)s dòng", "%(n)s dòng tất cả")),
    (None, "Chưa có"),
}


def test_source_files_are_modules_and_templates_but_no_migrations(package: Path) -> None:
    assert [path.name for path in source_files(package)] == ["page.html", "views.py"]


def test_collect_finds_every_way_of_marking_a_message(package: Path) -> None:
    assert ids(collect(package)) == FOUND


def test_merge_keeps_translations_and_drops_what_is_gone(package: Path) -> None:
    old = Catalog(locale="en")
    old.add("Chỉ tiêu", "Target")
    old.add("Đã bỏ", "Gone")
    merged = merge(old, collect(package))
    assert ids(merged) == FOUND
    assert merged["Chỉ tiêu"].string == "Target"


def test_merge_leaves_open_what_became_a_message_with_a_plural(package: Path) -> None:
    old = Catalog(locale="en")
    old.add("%(count)s đơn vị", "%(count)s units")
    old.add(("Chỉ tiêu", "Các chỉ tiêu"), ("Target", "Targets"))
    merged = merge(old, collect(package))
    assert merged["%(count)s đơn vị"].string == ("", "")
    assert not merged["Chỉ tiêu"].string


def test_render_is_the_same_after_a_round_trip(package: Path, tmp_path: Path) -> None:
    first = render(merge(Catalog(locale="en"), collect(package)))
    path = tmp_path / "django.po"
    path.write_text(first, "utf-8")
    assert render(merge(load(path), collect(package))) == first
    assert "Creation-Date" not in first
    assert "#: web/views.py\n" in first


@pytest.mark.parametrize(
    ("text", "names"),
    [("Từ %(a)s đến %(b)d", {"a", "b"}), ("Tệp {name}", {"name"}), ("63,2 %", set())],
)
def test_placeholders_are_the_names_to_fill_in(text: str, names: set[str]) -> None:
    assert placeholders(text) == names


def test_faults_name_missing_stale_untranslated_and_mismatched_messages() -> None:
    found = Catalog(locale="en")
    for text in ("Mới", "Trống", "Từ %(day)s", "Đủ"):
        found.add(text)
    mine = Catalog(locale="en")
    mine.add("Trống", "")
    mine.add("Từ %(day)s", "From %(date)s")
    mine.add("Đủ", "Complete")
    mine.add("Cũ", "Old")
    assert faults(mine, found) == [
        "no longer used: Cũ",
        "not in the catalogue: Mới",
        "placeholders differ: Từ %(day)s",
        "untranslated: Trống",
    ]


def test_faults_see_a_missing_plural_form() -> None:
    mine = Catalog(locale="en")
    mine.add(("%(n)s dòng", "%(n)s dòng"), ("%(n)s row", ""))
    assert faults(mine, mine) == ["untranslated: %(n)s dòng"]


def test_compile_writes_a_catalogue_that_gettext_reads(tmp_path: Path) -> None:
    path = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    mine = Catalog(locale="en")
    mine.add("Chỉ tiêu", "Target")
    path.write_text(render(mine), "utf-8")
    assert compile_all(tmp_path) == [path.with_suffix(".mo")]
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Chỉ tiêu") == "Target"
