"""A page as a reader sees it: title, heading, tables as texts, messages, errors, links, navigation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client
from lxml import html
from openpyxl import load_workbook


def words(element: html.HtmlElement) -> str:
    """Give the text of an element with single blanks."""
    return " ".join(element.text_content().split())


@dataclass(frozen=True)
class Page:
    """A parsed response."""

    status: int
    root: html.HtmlElement

    @property
    def heading(self) -> str:
        return words(self.root.xpath("//h1")[0])

    def texts(self, path: str) -> list[str]:
        """Give the texts of all elements at an XPath."""
        return [words(found) for found in self.root.xpath(path)]

    @cached_property
    def heads(self) -> list[str]:
        return self.texts("//table[1]/thead//th")

    @cached_property
    def rows(self) -> list[list[str]]:
        """The first table's rows as texts."""
        return [
            [words(cell) for cell in row.xpath("./td")] for row in self.root.xpath("(//table)[1]/tbody/tr")
        ]

    def table(self, caption: str) -> list[list[str]]:
        """Give the rows of the table with a caption as texts, as they are shown."""
        return [
            [words(cell) for cell in row.xpath("./td")]
            for row in self.root.xpath(f"//table[caption='{caption}']/tbody/tr")
        ]

    def column(self, label: str) -> list[str]:
        """Give the texts of one column of the first table."""
        return self.texts(f"(//table)[1]/tbody//td[@data-label='{label}']")

    @cached_property
    def messages(self) -> list[str]:
        return self.texts("//div[@class='messages']/div")

    @cached_property
    def summary(self) -> list[str]:
        """The lines of the error summary."""
        return self.texts("//div[contains(@class, 'error-summary')]//li")

    @cached_property
    def sentences(self) -> list[str]:
        """The lines of the error summary, each without the name of the field that it leads to."""
        found = self.root.xpath("//div[contains(@class, 'error-summary')]//li")
        return [self._sentence(line) for line in found]

    def _sentence(self, line: html.HtmlElement) -> str:
        text = words(line)
        for address in line.xpath(".//a/@href"):
            field = address.removeprefix("#")
            label = self.texts(f"//label[@for='{field}' or .//*[@id='{field}']]")
            name = label[0].removesuffix(" không bắt buộc") if label else ""
            return text.removeprefix(f"{name}: ")
        return text

    def errors(self, field: str) -> list[str]:
        """Give the errors beside a field."""
        return self.texts(f"//ul[@id='id_{field}_error']/li")

    def facts(self) -> dict[str, str]:
        """Give all lists of facts as one mapping."""
        names = self.texts("//dl[@class='facts']/dt")
        return dict(zip(names, self.texts("//dl[@class='facts']/dd"), strict=True))

    def value(self, field: str) -> str:
        """Give what stands in an input (of a unit its code), a text area or the chosen option of a select."""
        found = self.root.xpath(f"//*[@name='{field}']")[0]
        if found.tag == "select":
            chosen = found.xpath("./option[@selected]")
            return str(chosen[0].get("value")) if chosen else ""
        text = words(found) if found.tag == "textarea" else str(found.get("value", ""))
        return text.partition(" - ")[0] if found.get("list") else text

    def href(self, text: str) -> str:
        """Give where the first link with a text leads."""
        links = [link for link in self.root.xpath("//a[@href]") if words(link) == text]
        return str(links[0].get("href"))

    @cached_property
    def navigation(self) -> list[str]:
        return self.texts("//nav[@id='dieu-huong']//li/a")

    @cached_property
    def actions(self) -> list[str]:
        """The buttons of the head of the page."""
        return self.texts("//div[@class='page-actions']//*[self::a or self::button]")


def read(response: HttpResponse) -> Page:
    """Parse a response."""
    return Page(response.status_code, html.fromstring(response.content.decode("utf-8")))


def get(client: Client, address: str, **asked: str) -> Page:
    """Ask for a page and parse it."""
    return read(client.get(address, asked))


def post(client: Client, address: str, **given: str) -> Page:
    """Post a form, follow where it leads, and parse what comes."""
    return read(client.post(address, given, follow=True))


def parameters(address: str) -> dict[str, str]:
    """Give the parameters of an address, each once."""
    return {key: values[-1] for key, values in parse_qs(urlsplit(address).query).items()}


def exported(client: Client, address: str, table: str = "", **asked: str) -> list[list[object]]:
    """Give what goes to Excel of the named table of a page: its title, its head and its rows, points in time in ISO form."""
    answer = client.get(address, {**asked, "xuat": f"xlsx-{table}" if table else "xlsx"})
    title, _day, _gap, *lines = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [[title[0]], *([_plain(value) for value in line] for line in lines)]


def exported_of(client: Client, address: str, table: str = "", **asked: str) -> tuple[str, str]:
    """Give of what a table sent to Excel is: the line below its title, and the end of the file's name."""
    answer = client.get(address, {**asked, "xuat": f"xlsx-{table}" if table else "xlsx"})
    name = answer.headers["Content-Disposition"].partition('filename="')[2].removesuffix('.xlsx"')
    return str(load_workbook(BytesIO(answer.content)).active["A2"].value), "-".join(name.split("-")[-4:])


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
