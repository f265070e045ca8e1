"""The 수료증 on paper: looked at closely once, because no error tells of tofu."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pikepdf
import pytest
import segno

from app.certificates import pdf
from app.certificates.facts import Facts

FACTS = Facts(
    name="김미경",
    born_on=date(1968, 4, 17),
    course_ko="도배 기초과정(1기)",
    course_en="Wallpapering, basic (cohort 1)",
    starts_on=date(2026, 3, 3),
    ends_on=date(2026, 5, 26),
    minutes=48 * 60,
    school_ko="은평 주민기술학교",
    school_en="Eunpyeong Resident Technical School",
    operator_ko="은평구사회적경제지원센터",
    operator_en="Eunpyeong Social Economy Centre",
    issuer_ko="은평구사회적경제지원센터장",
    seal="specimen",
    issued_on=date(2026, 6, 2),
)
CODE = "7K3M-9Q2D-X4TB-6HNC"


@cache
def draw(**changes: object) -> bytes:
    return pdf.draw(
        facts=replace(FACTS, **changes),  # type: ignore[arg-type]
        number="제 2026-014호",
        code=CODE,
        public_url="https://jumin.example",
    )


def fonts(content: bytes) -> set[str]:
    """The families embedded, subset marks removed."""
    with pikepdf.open(io.BytesIO(content)) as file:
        names = set()
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                names.add(str(thing["/FontName"]))
    return {re.sub(r"^/[A-Z]{6}\+", "", name) for name in names}


def words(content: bytes) -> str:
    """All text on the page and in its drawings, each through its font's table."""
    with pikepdf.open(io.BytesIO(content)) as file:
        page = file.pages[0].obj
        forms = page["/Resources"].get("/XObject", pikepdf.Dictionary())
        parts = [page, *(form for _, form in forms.items())]
        return "".join(_said(part) for part in parts if "/Resources" in part)


def _said(part: pikepdf.Object) -> str:
    tables = {
        str(name): _characters(font["/ToUnicode"].read_bytes().decode())
        for name, font in part["/Resources"].get("/Font", {}).items()
    }
    said: list[str] = []
    table: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(part):
        if str(step.operator) == "Tf":
            table = tables[str(step.operands[0])]
        elif str(step.operator) in ("TJ", "Tj"):
            said.append(_decoded(step.operands[0], table))
    return "".join(said)


def _characters(cmap: str) -> dict[int, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", cmap)
    return {int(g, 16): bytes.fromhex(u).decode("utf-16-be") for g, u in pairs}


def _decoded(operand: pikepdf.Object, table: dict[int, str]) -> str:
    strings = [operand] if isinstance(operand, pikepdf.String) else list(operand)
    glyphs = b"".join(bytes(s) for s in strings if isinstance(s, pikepdf.String))
    ids = [int.from_bytes(glyphs[i : i + 2]) for i in range(0, len(glyphs), 2)]
    return "".join(table.get(i, "\N{REPLACEMENT CHARACTER}") for i in ids)


def test_it_is_one_a4_page() -> None:
    with pikepdf.open(io.BytesIO(draw())) as file:
        [page] = file.pages
        box = [round(float(side)) for side in page.mediabox]

    assert box == [0, 0, 595, 842]


def test_only_korean_fonts_are_embedded() -> None:
    assert fonts(draw()) == {
        "NanumMyeongjo",
        "NanumMyeongjo-Bold",
        "NanumGothicCoding-Bold",
    }


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("뷁햏", set()),
        ("남궁뷁쀍햏", set()),
        ("응우옌 티 투 흐엉 알렉산드라", set()),
        ("José Müller-Peña 洪吉童", {"NanumGothic-Bold"}),
    ],
)
def test_rare_and_foreign_names_have_their_glyphs(name: str, more: set[str]) -> None:
    content = draw(name=name)

    assert name.replace(" ", "") in words(content).replace(" ", "")
    assert fonts(content) - fonts(draw()) == more


def test_it_says_every_fact_in_the_form_of_official_papers() -> None:
    said = words(draw())

    for fact in (
        "제 2026-014호",
        "1968. 4. 17.",
        "기초과정(1기)",
        "2026. 3. 3. ~ 2026. 5. 26.",
        "총 48시간",
        "소정의 과정을 수료하였으므로 이 증서를 수여합니다.",
        "2026년 6월 2일",
        "은평구사회적경제지원센터장",
        CODE,
        "jumin.example/verify",
    ):
        assert fact in said, f"{fact!r} is not on {said!r}"


@pytest.mark.parametrize(
    ("seal", "there", "absent"),
    [("specimen", "견본", "직인생략"), ("omitted", "직인생략", "견본")],
)
def test_the_seal_is_a_specimen_or_said_to_be_omitted(
    seal: str, there: str, absent: str
) -> None:
    said = words(draw(seal=seal))

    assert there in said
    assert absent not in said


def test_the_longest_values_stay_on_one_page() -> None:
    content = draw(
        name="가" * 60, course_ko="나" * 126, issuer_ko="다" * 80, school_ko="라" * 80
    )

    with pikepdf.open(io.BytesIO(content)) as file:
        assert len(file.pages) == 1


def test_the_stylesheet_asks_for_nothing_that_is_ignored(
    caplog: pytest.LogCaptureFixture,
) -> None:
    draw.__wrapped__()

    assert [record.message for record in caplog.records] == []


def test_markup_in_a_name_is_only_text() -> None:
    assert "<b>기초</b>" in words(draw(course_ko="<b>기초</b>"))


def test_the_metadata_carry_title_and_code() -> None:
    with pikepdf.open(io.BytesIO(draw())) as file:
        about = {key: str(value) for key, value in file.docinfo.items()}

    assert about["/Title"] == "수료증 제 2026-014호"
    assert about[f"/{pdf.CODE_NAME}"] == CODE


def test_the_same_facts_give_the_same_bytes() -> None:
    again = draw.__wrapped__()

    assert draw() == again
    assert draw() != draw(name="김미영")


def test_the_square_code_holds_the_verification_address() -> None:
    text = f"https://jumin.example/verify/{CODE}"
    matrix = segno.make(text, error="m", micro=False).matrix

    drawn = pdf.qr_code(text)

    dark = {
        (x + step, y)
        for start, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", drawn.path)
        for x, y, step in ((int(start), int(y), s) for s in range(int(length)))
    }
    expected = {
        (x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }
    assert dark == expected
    assert drawn.box == f"-1 -1 {len(matrix) + 2} {len(matrix) + 2}"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "https://outside.invalid/a.css",
        "http://127.0.0.1/",
        "data:text/css,a{}",
        f"{pdf.FOLDER.as_uri()}/../show.html",
    ],
)
def test_nothing_but_bundled_files_is_fetched(url: str) -> None:
    with pytest.raises(PermissionError):
        pdf.BundledOnly().fetch(url)


@pytest.mark.parametrize(
    ("minutes", "text"), [(2880, "48시간"), (90, "1시간 30분"), (45, "45분")]
)
def test_hours_are_written_in_korean(minutes: int, text: str) -> None:
    assert pdf.korean_hours(minutes) == text
