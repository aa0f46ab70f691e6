import pytest

from nhiemky.kernel.documents.docx.pictures import picture_xml
from nhiemky.kernel.documents.outline import Picture
from tests.kernel.documents import papers

HEAD = '<w:p><w:pPr><w:pStyle w:val="Picture"/>{keep}</w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
NAME = 'id="{number}" name="Hình {number}" descr="{alt}"'
DRAWN = (
    HEAD + '<wp:extent cx="{across}" cy="{down}"/><wp:docPr ' + NAME + "/><wp:cNvGraphicFramePr/><a:graphic>"
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    "<pic:nvPicPr><pic:cNvPr " + NAME + "/><pic:cNvPicPr/></pic:nvPicPr>"
    '<pic:blipFill><a:blip r:embed="rId{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)
CAPTION = (
    '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t xml:space="preserve">Hình 1</w:t></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("picture", "place", "widest", "expected"),
    [
        (
            Picture(papers.png(8, 4), 60, "Biểu đồ"),
            0,
            165,
            DRAWN.format(keep="", across=2160000, down=1080000, number=1, alt="Biểu đồ", relation=11),
        ),
        (
            Picture(papers.png(8, 4), 60, "a", "Hình 1"),
            2,
            165,
            DRAWN.format(keep="<w:keepNext/>", across=2160000, down=1080000, number=3, alt="a", relation=13)
            + CAPTION,
        ),
        (
            Picture(papers.png(3, 9), 400, 'a "b" & <c>'),
            1,
            252,
            DRAWN.format(
                keep="",
                across=9072000,
                down=27216000,
                number=2,
                alt="a &quot;b&quot; &amp; &lt;c&gt;",
                relation=12,
            ),
        ),
    ],
    ids=["alone", "with caption", "too wide"],
)
def test_picture_is_written_in_full(picture: Picture, place: int, widest: int, expected: str) -> None:
    assert picture_xml(picture, place, widest) == expected
