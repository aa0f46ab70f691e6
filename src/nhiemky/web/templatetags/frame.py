"""Tags of the frame: icons, links that keep unit, term and day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.template import Context

    from nhiemky.web.frame import Frame

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """This function will draw an icon of the sprite; with a label it is read aloud, without it is decoration."""
    address = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: object, **extra: object) -> str:
    """This function will give the address of a screen for the unit, term and day of the frame.

    `extra` adds or replaces parameters; an underscore in a name becomes a hyphen (`don_vi=` is `don-vi=`).
    """
    asked = {
        **dict(context["frame"].parameters),
        **{key.replace("_", "-"): value for key, value in extra.items()},
    }
    kept = {key: value for key, value in asked.items() if value != ""}
    address = reverse(name, args=args)
    return f"{address}?{urlencode(kept)}" if kept else address


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: object) -> str:
    """This function will give the address of this page with some parameters changed; an empty value drops one."""
    return _here(context["frame"], {key.replace("_", "-"): value for key, value in changes.items()})


@register.simple_tag(takes_context=True)
def here_as(context: Context, *changes: object) -> str:
    """This function will give the address of this page with some parameters changed: names and values in turn."""
    return _here(context["frame"], dict(zip(map(str, changes[::2]), changes[1::2], strict=True)))


def _here(frame: Frame, changed: Mapping[str, object]) -> str:
    kept = [(key, value) for key, value in frame.kept if key not in changed and value]
    kept += [(key, str(value)) for key, value in changed.items() if value not in ("", None)]
    return f"{frame.path}?{urlencode(kept)}" if kept else str(frame.path)


@register.simple_tag(takes_context=True)
def fresh(context: Context) -> str:
    """This function will give the address of this page for the same unit, term and day, without filters."""
    frame = context["frame"]
    return f"{frame.path}?{urlencode(frame.parameters)}" if frame.parameters else str(frame.path)
