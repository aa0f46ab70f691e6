"""Pictures in a Word file: how large, under which relation."""

from nhiemky.kernel.documents.docx.markup import attribute, paragraph
from nhiemky.kernel.documents.outline import Picture, plain

_EMU_PER_MILLIMETRE = 36000
_FIRST_RELATION = 11


def picture_xml(picture: Picture, place: int, widest: int) -> str:
    """Return a centred picture with its caption, at most `widest` millimetres wide; `place` counts from 0."""
    width = min(picture.width, widest) * _EMU_PER_MILLIMETRE
    across, down = picture.pixels
    height = width * down // across
    number = place + 1
    name = f'id="{number}" name="Hình {number}" descr="{attribute(picture.alt)}"'
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {name}/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="rId{_FIRST_RELATION + place}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    caption = paragraph("Caption", picture.caption) if plain(picture.caption) else ""
    keep = "<w:keepNext/>" if caption else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Picture"/>{keep}</w:pPr><w:r>{drawing}</w:r></w:p>{caption}'
