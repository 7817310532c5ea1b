"""Writes the Word template that docxtpl fills, as one would draw it in Word. Argument: the file to write."""

import sys

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Liberation Serif"


def main(path):
    document = Document()
    page(document)
    line(document, "{{ part.form }}", italic=True, size=11, align=Align.RIGHT)
    head(document)
    line(document, "{{ part.name }}", bold=True, align=Align.CENTER, before=14)
    line(document, "{%p for line in part.subject %}")
    line(document, "{{ line }}", bold=True, align=Align.CENTER, sides=15)
    line(document, "{%p endfor %}")
    ruled(line(document, "", size=2, align=Align.CENTER, sides=62.5, after=12))
    body(document)
    signatures(document)
    document.save(path)


def page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = Align.CENTER
    number.paragraph_format.space_after = Pt(0)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = number.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)


def line(parent, text, bold=False, italic=False, size=14, align=None, sides=0.0, indent=0.0, pitch=None, before=0, after=0):
    paragraph = parent.add_paragraph()
    layout = paragraph.paragraph_format
    layout.alignment = align
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.left_indent = layout.right_indent = Mm(sides)
    layout.first_line_indent = Mm(indent)
    layout.line_spacing = Pt(pitch) if pitch else 1.0
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def ruled(paragraph):
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "5"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    # Borders stand before spacing and indents in the schema.
    paragraph._p.get_or_add_pPr().insert(0, borders)
    return paragraph


def table(document, rows, widths):
    grid = document.add_table(rows=rows, cols=len(widths))
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(grid.columns, widths):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row.cells, widths):
            cell.width = Mm(width)
            margins = OxmlElement("w:tcMar")
            for side in ("left", "right"):
                margin = OxmlElement(f"w:{side}")
                margin.set(qn("w:w"), "0")
                margin.set(qn("w:type"), "dxa")
                margins.append(margin)
            cell._tc.get_or_add_tcPr().append(margins)
    return grid


def fill(cell, *lines):
    for paragraph in list(cell.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    for text, options in lines:
        made = line(cell, text, align=Align.CENTER, **{key: value for key, value in options.items() if key != "rule"})
        if options.get("rule"):
            ruled(made)


def head(document):
    grid = table(document, 2, (66, 99))
    fill(
        grid.cell(0, 0),
        ("{{ part.head.parent }}", {"size": 13}),
        ("{{ part.head.issuer }}", {"size": 13, "bold": True}),
        ("", {"size": 1, "sides": 25, "rule": True}),
    )
    fill(
        grid.cell(0, 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"size": 13, "bold": True}),
        ("Độc lập - Tự do - Hạnh phúc", {"size": 14, "bold": True}),
        ("", {"size": 1, "sides": 19, "rule": True}),
    )
    fill(grid.cell(1, 0), ("", {}))
    date = "{{ part.head.place }}, ngày       tháng       năm       "
    fill(grid.cell(1, 1), (date, {"size": 13, "italic": True, "before": 9}))


def body(document):
    text = "{{ block.runs | map(attribute='t') | join }}"
    spaced = {"pitch": 18, "before": 6, "after": 6, "indent": 10, "align": Align.JUSTIFY}
    line(document, "{%p for block in part.body %}")
    line(document, "{%p if block.kind == 'decree' %}")
    line(document, text, bold=True, align=Align.CENTER, sides=15, before=6, after=6)
    for kind, before, bold in (("h1", "", True), ("h2", "", True), ("item", "- ", False), ("sub", "+ ", False)):
        line(document, "{%p elif block.kind == '" + kind + "' %}")
        made = line(document, before + text, bold=bold, **spaced)
        made.paragraph_format.keep_with_next = bold
    line(document, "{%p elif block.kind == 'fact' %}")
    line(document, "- {{ block.label }}: " + text, **spaced)
    line(document, "{%p else %}")
    line(document, text, **spaced)
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")


def signatures(document):
    grid = table(document, 3, (82.5, 82.5))
    for side in range(2):
        signature = f"part.signatures[{side}]"
        fill(
            grid.cell(0, side),
            ("{%p for line in " + signature + ".lines %}", {}),
            ("{{ line }}", {"bold": True}),
            ("{%p endfor %}", {}),
            ("{{ " + signature + ".note }}", {"italic": True, "size": 13}),
        )
        fill(grid.cell(1, side), ("", {}))
        fill(grid.cell(2, side), ("{{ " + signature + ".name }}", {"bold": True}))
    grid.rows[1].height = Mm(30)
    for row in grid.rows[:2]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


main(sys.argv[1])
