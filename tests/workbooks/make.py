#!/usr/bin/env python3
"""Makes the workbooks in this folder with the programs offices use: openpyxl, xlwt and LibreOffice.

    python3 tests/workbooks/make.py

Needs openpyxl, xlwt, msoffcrypto-tool and soffice. Every `tot-*` file holds the same unit, so all must read the same;
`ke-hoach.*` and `xa.*` are a plan and a commune of three programs; every `sai-*` file is wrong in the way its name says. All names are made up.
"""

import copy
import datetime
import io
import re
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).resolve().parent
DAY = datetime.date(2023, 12, 5)
BORN = datetime.date(1985, 5, 12)
PROOF = "Báo cáo số 125/BC-UBND ngày 30/11/2023"
FIGURES = [
    ("4.1.1", 119, 120), ("4.1.2", 86, 86), ("4.1.3/PARINDEX", "Có", None), ("4.1.3/SIPAS", "Có", None),
    ("4.1.3/PAPI", "Có", None), ("4.1.3/PCI", "Có", None), ("4.1.3/DTI", "Có", None), ("4.1.3/POBI", "Có", None),
    ("4.2.1", None, None), ("4.3.1", 412, 413), ("4.3.2", 60.5, 100), ("4.3.3", "Có", None), ("4.4.1", "Có", None),
    ("4.5.1", 24, 24), ("4.5.2", 0, None), ("4.7.1", 1234, 1300), (3.6, None, None),
]


def figure(code, result, total):
    excuse = "Không được giao" if code == "4.2.1" else None
    return ["TP01", code, result, total, excuse, "Công khai 04 lần" if code == 3.6 else None if excuse else PROOF]


SHEETS = {
    "Đơn vị": [
        ["Mục", "Nội dung"],
        ["Tên đơn vị", "Tư pháp - Hộ tịch"],
        ["Số tờ trình", 7],
        ["Ngày họp", DAY],
        ["Giờ bắt đầu", datetime.time(8, 30)],
        ["Giờ kết thúc", "10 giờ 15"],
        ["Nơi nhận", "Như trên\nLưu: VT"],
    ],
    "Cá nhân": [
        ["Mã", "Danh xưng", "Họ và tên", "Ngày sinh", "Quê quán", "Nơi thường trú", "Chức vụ", "Đơn vị công tác",
         "Đối tượng", "Trình độ", "Kỷ luật", "Đề nghị cấp huyện"],
        ["TP01", "Bà", "Nguyễn Thị Thùy Dương", BORN, "Xã Tam Phước", None, "Công chức Tư pháp - Hộ tịch",
         "UBND xã Tam Phước", "Công chức chuyên môn", "Đại học Luật", "Không", "x"],
    ],
    "Số liệu": [["Mã", "Chỉ tiêu", "Kết quả", "Tổng số", "Không áp dụng", "Dẫn chứng"]]
    + [figure(*row) for row in FIGURES],
    "Sáng kiến": [
        ["Mã", "Tên sáng kiến", "Hiệu quả", "Công nhận"],
        ["TP01", "Đăng ký khai sinh tại nhà", "Phục vụ 45 lượt", "Quyết định số 12/QĐ-UBND ngày 20/10/2023"],
    ],
    "Hội đồng": [
        ["Họ và tên", "Chức vụ", "Vai trò", "Có mặt", "Lý do vắng"],
        ["Phan Thị Một", "Trưởng ban", "Chủ tịch", "x", None],
        ["Phan Văn Hai", "Cán bộ", "Ủy viên", True, None],
        ["Phan Thị Ba", "Văn thư", "Thư ký", "x", None],
    ],
    "Biểu quyết": [["Mã", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Ý kiến"], ["TP01", 3, 0, None, None]],
}


PLAN = {
    "Kế hoạch": [
        ["Mục", "Nội dung"],
        ["Mã kế hoạch", "dan-van-2023"],
        ["Tên phong trào", "Dân vận khéo"],
        ["Số ký hiệu", "15/KH-UBND"],
        ["Ngày ban hành", datetime.date(2023, 1, 10)],
        ["Từ ngày", datetime.date(2023, 1, 1)],
        ["Đến ngày", "31/12/2023"],
        ["Xã", "Phước Hội"],
        ["Huyện", "Đất Đỏ"],
        ["Tỉnh", "Bà Rịa - Vũng Tàu"],
        ["Căn cứ", "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"],
        ["Hình thức khen thưởng", "Giấy khen của Chủ tịch Ủy ban nhân dân xã"],
        ["Số lượng tối đa", 3],
        ["Mẫu báo cáo", "Mẫu số 07, Nghị định số 91/2017/NĐ-CP"],
    ],
    "Chỉ tiêu": [
        ["Mã", "Nội dung", "Chỉ tiêu", "Cách đo", "Mức đạt", "Mức vượt", "Đơn vị tính"],
        ["1.1", "1 Công tác dân vận", "Trả lời kiến nghị đúng hạn", "tỷ lệ", "≥ 90%", "> 95%", "kiến nghị"],
        ["1.2", "1 Công tác dân vận", "Có mô hình dân vận khéo", "có/không", "Có", None, None],
    ],
}
COMMUNE = {
    "Xã": [
        ["Mục", "Nội dung"],
        ["Tên xã", "xã Tam Phước"],
        ["Ngày họp", datetime.date(2023, 12, 18)],
        ["Giờ bắt đầu", "08:00"],
        ["Giờ kết thúc", datetime.time(10, 30)],
        ["Người ký", "Phan Văn Bốn"],
    ],
    "Hội đồng": SHEETS["Hội đồng"],
    "Biểu quyết": SHEETS["Biểu quyết"],
}


def with_openpyxl(epoch=None, sheets=SHEETS):
    book = openpyxl.Workbook()
    book.remove(book.active)
    if epoch:
        book.epoch = epoch
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, datetime.date):
                    cell.number_format = "dd/mm/yyyy"
    return book


def decorated():
    """Title blocks, merged headers, hidden rows and columns, a filter, colours, a comment sheet, NFD and odd blanks."""
    book = with_openpyxl()
    for sheet in book.worksheets:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "ỦY BAN NHÂN DÂN XÃ TAM PHƯỚC"
        sheet.merge_cells("A1:D1")
        sheet["A2"] = f"TRANG {sheet.title.upper()} NĂM 2023"
        for cell in sheet[4]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDEBF7")
    figures = book["Số liệu"]
    figures.auto_filter.ref = "A4:F21"
    figures.row_dimensions[10].hidden = True
    figures.column_dimensions["F"].hidden = True
    figures.insert_cols(1)
    figures["A4"] = "STT"
    for number, row in enumerate(range(5, 40), 1):
        figures.cell(row, 1, number)
    import unicodedata
    people = book["Cá nhân"]
    for row in people.iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = "\u00a0" + unicodedata.normalize("NFD", cell.value) + "\u200b "
    people.merge_cells("B4:B4")
    book["Hội đồng"].title = "HỘI ĐỒNG "
    return book


def as_xls(path, sheets=SHEETS, formats=()):
    """`formats` are number formats by sheet, row and column from zero."""
    book = xlwt.Workbook(encoding="utf-8")
    date, hour = xlwt.easyxf(num_format_str="DD/MM/YYYY"), xlwt.easyxf(num_format_str="HH:MM")
    styles = {place: xlwt.easyxf(num_format_str=code) for place, code in dict(formats).items()}
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is None:
                    continue
                style = styles.get((name, r, c))
                if not style and isinstance(value, (datetime.date, datetime.time)):
                    style = date if isinstance(value, datetime.date) else hour
                sheet.write(r, c, value, style) if style else sheet.write(r, c, value)
    book.save(str(path))


def convert(source, kind):
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind,
                   "--outdir", folder, str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        return (Path(folder) / f"{Path(source).stem}.{kind.split(':')[0]}").read_bytes()


def as_xlsb(path, sheets=SHEETS, formats=(), rich=False, merged=(), hidden=(), columns=(), months=()):
    """No free program writes .xlsb, so its few records are written here ([MS-XLSB]). A value in a tuple is the number of
    the error that a formula gave, a list pieces of text with their fonts (0 plain, 1 struck out, 2 raised): of one piece the
    whole cell's; `rich` writes texts in runs; `merged` are areas by sheet, `hidden` rows and
    `columns` columns by sheet that are not shown, `months` days by sheet that are shown as months."""
    def record(kind, body=b""):
        head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, length = len(body), b""
        while True:
            length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
            size >>= 7
            if not size:
                return head + length + body

    def wide(text):
        return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")

    def serial(value):
        if isinstance(value, datetime.time):
            return (value.hour * 60 + value.minute) / 1440, 2
        return float((value - datetime.date(1899, 12, 30)).days), 1

    def runs(pieces):
        starts = [sum(len(text) for text, _ in pieces[:index]) for index in range(len(pieces))]
        text = wide("".join(text for text, _ in pieces)) + struct.pack("<I", len(pieces))
        return b"\1" + text + b"".join(struct.pack("<HH", start, font) for start, (_, font) in zip(starts, pieces))

    shared = []
    styles = record(0x116) + record(0x263, struct.pack("<I", 3))
    for flags, raised in ((0, 0), (8, 0), (0, 1)):
        styles += record(0x2B, struct.pack("<HHHHBBBB", 220, flags, 400, raised, 0, 0, 0, 0) + b"\0" * 9 + wide("Arial"))
    styles += record(0x264) + record(0x269, struct.pack("<I", 6))
    for number_format, font in ((0, 0), (14, 0), (20, 0), (10, 0), (0, 1), (17, 0)):
        styles += record(0x2F, struct.pack("<HHHHHBBHH", 0, number_format, font, 0, 0, 0, 0, 0, 0)[:16])
    styles += record(0x26A) + record(0x117)
    parts = {"[Content_Types].xml": b"<Types/>", "xl/styles.bin": styles}
    rels, bundle = [], b""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        sheet = record(0x81) + record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, 11))
        for _, column in filter(lambda place: place[0] == name, columns):
            sheet += record(0x186) + record(60, struct.pack("<IIIIH", column, column, 2000, 0, 1)) + record(0x187)
        sheet += record(0x91)
        for r, row in enumerate(rows):
            sheet += record(0, struct.pack("<IIHBBB", r, 0, 300, 0, 0x10 if (name, r) in hidden else 0, 0) + b"\0" * 4)
            for c, value in enumerate(row):
                cell = struct.pack("<II", c, 3 if (name, r, c) in formats else 0)
                if value is None:
                    continue
                elif isinstance(value, tuple):
                    sheet += record(11, cell + bytes([value[0], 0, 0]) + struct.pack("<II", 0, 0))
                elif isinstance(value, list) and len(value) == 1:
                    sheet += record(6, struct.pack("<II", c, 4) + wide(value[0][0]))
                elif isinstance(value, list):
                    sheet += record(7, cell + struct.pack("<I", len(shared)))
                    shared.append(record(19, runs(value)))
                elif isinstance(value, bool):
                    sheet += record(4, cell + bytes([value]))
                elif isinstance(value, (datetime.date, datetime.time)):
                    number_value, style = serial(value)
                    style = 5 if (name, r, c) in months else style
                    sheet += record(5, struct.pack("<II", c, style) + struct.pack("<d", number_value))
                elif isinstance(value, (int, float)):
                    sheet += record(5, cell + struct.pack("<d", value))
                elif rich:
                    sheet += record(62, cell + b"\1" + wide(value) + struct.pack("<IHH", 1, 2, 0))
                else:
                    sheet += record(6, cell + wide(value))
        areas = [struct.pack("<IIII", *area) for where, *area in merged if where == name]
        if areas:
            joined = record(0xB1, struct.pack("<I", len(areas))) + b"".join(record(0xB0, area) for area in areas) + record(0xB2)
            sheet += record(0x92) + joined + record(0x82)
            parts[f"xl/worksheets/sheet{number}.bin"] = sheet
            rels.append(f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.bin"/>')
            bundle += record(0x9C, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
            continue
        parts[f"xl/worksheets/sheet{number}.bin"] = sheet + record(0x92) + record(0x82)
        rels.append(f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.bin"/>')
        bundle += record(0x9C, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
    if shared:
        parts["xl/sharedStrings.bin"] = record(0x9F, struct.pack("<II", len(shared), len(shared))) + b"".join(shared) + record(0xA0)
    parts["xl/workbook.bin"] = record(0x83) + record(0x99, b"\0" * 12) + record(0x8F) + bundle + record(0x90) + record(0x84)
    parts["xl/_rels/workbook.bin.rels"] = f"<Relationships>{''.join(rels)}</Relationships>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def rewritten(source, path, change):
    """A copy of a package, each XML part as `change` of its name and text gives it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(name, change(name, content.decode()) if name.endswith((".xml", ".rels")) else content, kind)


def struck():
    """Letters struck out and raised, a cell struck out whole, a row and a column hidden, a month: `sai-gach-ngang.*`."""
    book = with_openpyxl()
    people, figures = book["Cá nhân"], book["Số liệu"]
    people["C2"] = CellRichText("Nguyễn Thị Thùy ", TextBlock(InlineFont(strike=True), "Dương"))
    people["G2"].font = Font(strike=True)
    figures["F2"] = CellRichText("Trồng 1.000 m", TextBlock(InlineFont(vertAlign="superscript"), "2"), " cây")
    figures["F3"] = CellRichText(TextBlock(InlineFont(strike=True), "Báo cáo số 7"), TextBlock(InlineFont(b=True), " và số 8"))
    figures["C2"] = CellRichText("119", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    figures["F17"].font = Font(strike=True)
    figures.row_dimensions[16].hidden = True
    figures.column_dimensions["E"].hidden = True
    people["D2"], people["D2"].number_format = datetime.date(1985, 3, 1), "mmm-yy"
    book["Hội đồng"].sheet_state = "hidden"
    return book


NAME = "Nguyễn Thị Thùy Dương"


def strict(name, xml):
    """Strict Open XML; the name in runs of several fonts with a reading above it, escaped control characters."""
    for old, new in (
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ):
        xml = xml.replace(old, new)
    runs = ('<r><rPr><b/></rPr><t xml:space="preserve">Nguyễn </t></r><r><t>Thị Thùy</t></r><rPh sb="0" eb="3"><t>グエン</t>'
            '</rPh><r><t xml:space="preserve"> Dương</t></r><rPh sb="4" eb="8"><t>ズオン</t></rPh><phoneticPr fontId="1"/>')
    xml = re.sub(f"<t[^>]*>{NAME}</t>", runs, xml)
    return xml.replace("Như trên\nLưu", "Như trên_x000D_\nLưu") if name.endswith("sharedStrings.xml") else xml


def prefixed(name, xml):
    """As some libraries write it: every element with a prefix, cells and rows without their places."""
    if not name.startswith("xl/") or name.endswith(".rels"):
        return xml
    xml = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")
    rows = re.findall(r'<x:row r="(\d+)"', xml)
    if name.startswith("xl/worksheets/") and rows == [str(n + 1) for n in range(len(rows))]:
        xml = re.sub(r'<x:row r="\d+"', "<x:row", xml)
    return xml


def with_things_in_cells(name, xml):
    """What LibreOffice keeps inside a cell besides its words: a comment, a text box, a picture's description."""
    if name != "content.xml":
        return xml
    box = ("<draw:custom-shape><text:p>Chữ trong khung</text:p></draw:custom-shape><draw:frame><draw:text-box><text:p>Chữ"
           " trong hộp</text:p></draw:text-box><svg:title>Ảnh</svg:title><svg:desc>Mô tả ảnh</svg:desc></draw:frame>")
    note = "<office:annotation><dc:creator>x</dc:creator><text:p>Ghi chú</text:p></office:annotation>"
    words = ("<text:p>\n  Nguyễn\n  <text:span>Thị<text:s/><text:ruby><text:ruby-base>Thùy</text:ruby-base><text:ruby-text>x"
             "</text:ruby-text></text:ruby></text:span> <text:a xlink:href=\"http://x\">Dương</text:a></text:p>")
    xml = xml.replace(f"<text:p>{NAME}</text:p>", note + words + box)
    changes = ("<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell>"
               "<text:p>Cũ</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>"
               "</table:tracked-changes>")
    inside = ('<draw:object><table:table table:name="Số liệu"><table:table-row><table:table-cell office:value-type="string">'
              "<text:p>Z</text:p></table:table-cell></table:table-row></table:table></draw:object>")
    xml = re.sub(r"(<office:spreadsheet[^>]*>)", lambda found: found[0] + changes, xml)
    xml = re.sub(r'(<table:table table:name="Số liệu"[^>]*>)',
                 lambda found: f"{found[0]}<table:shapes><draw:frame>{inside}</draw:frame></table:shapes>", xml)
    # A blank cell with a text box on it stays blank.
    return xml.replace("<table:table-cell/>", f"<table:table-cell>{box}</table:table-cell>", 3)


def wide(name, xml):
    """UTF-16, as some exporters write their parts."""
    body = re.sub(r"<\?xml[^>]*\?>", "", xml)
    return b"\xff\xfe" + f'<?xml version="1.0" encoding="UTF-16"?>{body}'.encode("utf-16-le")


def in_pieces(name, xml):
    """Values in CDATA sections, with comments in between and letters by number; an error of a newer Excel that nobody
    reads."""
    if not name.startswith("xl/worksheets/"):
        return xml
    xml = xml.replace("<v>412</v>", "<v>4<!-- </v> -->1&#50;</v>").replace("<v>1300</v>", "<v><![CDATA[1300]]></v>")
    return xml.replace("</row>", '<c r="Z1" t="e"><f>A</f><v>#PYTHON!</v></c></row>', 1)


def renamed(name, xml):
    """Other prefixes for the same namespaces, and none for the sheets' own."""
    if name != "content.xml":
        return xml
    for old, new in (("office", "o"), ("text", "x"), ("draw", "d")):
        xml = re.sub(rf"(</?|\s){old}:", rf"\1{new}:", xml.replace(f"xmlns:{old}=", f"xmlns:{new}="))
    xml = re.sub(r"(</?)table:", r"\1", xml.replace("xmlns:table=", 'xmlns="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:table='))
    return xml


def locked(source, path):
    with open(source, "rb") as plain, open(path, "wb") as out:
        msoffcrypto.OfficeFile(plain).encrypt("mat-khau", out)


def main():
    plain = HERE / "tot-openpyxl.xlsx"
    with_openpyxl().save(plain)
    with_openpyxl(CALENDAR_MAC_1904).save(HERE / "tot-openpyxl-1904.xlsx")
    decorated().save(HERE / "tot-openpyxl-trang-tri.xlsx")
    as_xls(HERE / "tot-xlwt.xls")
    as_xlsb(HERE / "tot-xlsb.xlsb")
    (HERE / "tot-libreoffice.ods").write_bytes(convert(plain, "ods"))
    (HERE / "tot-libreoffice.xls").write_bytes(convert(plain, "xls:MS Excel 97"))
    (HERE / "tot-libreoffice.xlsx").write_bytes(convert(plain, "xlsx:Calc MS Excel 2007 XML"))
    (HERE / "tot-libreoffice-trang-tri.ods").write_bytes(convert(HERE / "tot-openpyxl-trang-tri.xlsx", "ods"))
    (HERE / "tot-libreoffice-1904.ods").write_bytes(convert(HERE / "tot-openpyxl-1904.xlsx", "ods"))
    for name, sheets in (("ke-hoach", PLAN), ("xa", COMMUNE)):
        path = HERE / f"{name}.xlsx"
        with_openpyxl(sheets=sheets).save(path)
        (HERE / f"{name}.ods").write_bytes(convert(path, "ods"))
        (HERE / f"{name}.xls").write_bytes(convert(path, "xls:MS Excel 97"))
    as_xlsb(HERE / "tot-doan-chu.xlsb", rich=True)
    grouped = copy.deepcopy(SHEETS)
    grouped["Số liệu"][:1] = [["Mã", "Chỉ tiêu", "Số liệu", None, "Không áp dụng", "Dẫn chứng"],
                              [None, None, "Kết quả", "Tổng số", None, None]]
    areas = [("Số liệu", 0, 1, column, column) for column in (0, 1, 4, 5)] + [("Số liệu", 0, 0, 2, 3)]
    as_xlsb(HERE / "tot-o-gop.xlsb", grouped, merged=areas)
    failed = copy.deepcopy(SHEETS)
    failed["Số liệu"][1][4], failed["Số liệu"][2][5] = (0x2A,), (0x07,)
    as_xlsb(HERE / "sai-cong-thuc.xlsb", failed)
    rewritten(plain, HERE / "tot-strict.xlsx", strict)
    rewritten(plain, HERE / "tot-tien-to.xlsx", prefixed)
    rewritten(HERE / "tot-libreoffice.ods", HERE / "tot-vat-trong-o.ods", with_things_in_cells)
    rewritten(plain, HERE / "tot-utf16.xlsx", wide)
    rewritten(plain, HERE / "tot-tung-manh.xlsx", in_pieces)
    rewritten(HERE / "tot-vat-trong-o.ods", HERE / "tot-tien-to.ods", renamed)
    spilled = {"C11": "#SPILL!", "F2": "#PYTHON!", "K1": "#BLOCKED!"}
    def spill(name, xml):
        for cell, code in spilled.items() if name == "xl/worksheets/sheet3.xml" else ():
            new = f'<c r="{cell}" t="e"><f>A</f><v>{code}</v></c>'
            old = rf'<c r="{cell}"[^>]*?>.*?</c>' if cell != "K1" else "(?=</row>)"
            xml = re.sub(old, new, xml, count=1)
        return xml
    rewritten(plain, HERE / "sai-loi-moi.xlsx", spill)
    rewritten(plain, HERE / "sai-o-hai-lan.xlsx", lambda name, xml: xml.replace("<v>412</v></c>", '<v>412</v></c><c r="C11"><v>400</v></c>'))
    nothing = with_openpyxl()
    for row in range(2, 10):
        nothing["Số liệu"].cell(row, 5, '=IF(TRUE,"","Không được giao")')
    nothing.save(HERE / "sai-chua-tinh.xlsx")
    (HERE / "tot-cong-thuc-rong.ods").write_bytes(convert(HERE / "sai-chua-tinh.xlsx", "ods"))
    # What a formula failed with, stored as text: Google Sheets does so.
    failed = with_openpyxl()
    failed["Số liệu"]["F2"], failed["Cá nhân"]["G2"], failed["Số liệu"]["C3"] = "#N/A", " #REF! ", "#ERROR!"
    failed["Số liệu"]["F4"] = '=DISPIMG("ID_12",1)'
    for place in ("Số liệu", "F2"), ("Cá nhân", "G2"), ("Số liệu", "C3"), ("Số liệu", "F4"):
        failed[place[0]][place[1]].data_type = "s"
    failed.save(HERE / "sai-loi-dang-chu.xlsx")
    # Macros and a link to another workbook change nothing in what the cells say.
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(HERE / "tot-macro.xlsm", "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, source.read(name))
        out.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        out.writestr("xl/externalLinks/externalLink1.xml", '<externalLink><externalBook/></externalLink>')

    formulas = with_openpyxl()
    sheet = formulas["Số liệu"]
    sheet["C11"] = "=400+12"
    sheet["C2"], sheet["C2"].number_format = 0.9917, "0.00%"
    sheet["C15"] = "=1/0"
    formulas.save(HERE / "sai-cong-thuc.xlsx")
    (HERE / "sai-cong-thuc-da-tinh.ods").write_bytes(convert(HERE / "sai-cong-thuc.xlsx", "ods"))
    percents = copy.deepcopy(SHEETS)
    percents["Số liệu"][10][2:4] = [1, 1]
    percents["Số liệu"][16][2] = 0.9492
    places = {("Số liệu", 10, 2): "0%", ("Số liệu", 10, 3): '0.0 "phần trăm" %', ("Số liệu", 16, 2): "0.00%"}
    as_xls(HERE / "sai-phan-tram.xls", percents, places)
    as_xlsb(HERE / "sai-phan-tram.xlsb", percents, places)
    # What lies below merged cells, as format painters leave it there.
    def below_merge(name, xml):
        merged = '</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
        return xml.replace("</sheetData>", merged) if name == "xl/worksheets/sheet3.xml" else xml
    rewritten(plain, HERE / "sai-bi-che.xlsx", below_merge)
    struck().save(HERE / "sai-gach-ngang.xlsx")
    for kind in ("ods", "xls:MS Excel 97"):
        (HERE / f"sai-gach-ngang.{kind[:3]}").write_bytes(convert(HERE / "sai-gach-ngang.xlsx", kind))
    sheets = copy.deepcopy(SHEETS)
    people, figures = sheets["Cá nhân"], sheets["Số liệu"]
    people[1][2], people[1][6] = [("Nguyễn Thị Thùy ", 0), ("Dương", 1)], [(people[1][6], 1)]
    figures[1][2], figures[1][5] = [("119", 0), ("1", 2)], [("Trồng 1.000 m", 0), ("2", 2), (" cây", 0)]
    figures[2][5], figures[16][5] = [("Báo cáo số 7", 1), (" và số 8", 0)], [(figures[16][5], 1)]
    people[1][3] = datetime.date(1985, 3, 1)
    hidden, columns, months = [("Số liệu", 15)], [("Số liệu", 4)], [("Cá nhân", 1, 3)]
    as_xlsb(HERE / "sai-gach-ngang.xlsb", sheets, hidden=hidden, columns=columns, months=months)
    locked(plain, HERE / "sai-mat-khau.xlsx")
    far = xlwt.Workbook()
    sheet = far.add_sheet("Đơn vị")
    sheet.write(0, 0, "Mục")
    sheet.write(65535, 255, "xa")
    far.save(str(HERE / "sai-o-xa.xls"))
    repeated = xlwt.Workbook()
    sheet = repeated.add_sheet("Đơn vị")
    for row in range(1100):
        sheet.write(row, 0, "x" * 32000)
    repeated.save(str(HERE / "sai-chuoi-lap.xls"))
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<office:document-content/>")
    (HERE / "sai-van-ban.ods").write_bytes(word.getvalue())


if __name__ == "__main__":
    main()
