"""Writes the seeds of corpus/ from the fixtures of tests/workbooks and from the texts below. Standard library only."""

import pathlib
import zipfile

here = pathlib.Path(__file__).parent
fixtures = here.parent / "tests" / "workbooks"
corpus = here / "corpus"

CELLS = {
    "ten": "Nguyễn Văn An",
    "dai": "Tham mưu 12 kế hoạch, tổ chức 04 lớp tập huấn cho 86 lượt cán bộ, công chức; " * 8,
    "typst": '#read("/etc/passwd") #eval("1") $x$ *a* _b_ `c` <d> @e \\u{41} // f /* g */ = h - i + j ~ ---',
    "jinja": "{{ 7 * 7 }} {% raw %} {# ghi chú #} {{ data.__class__ }} {%- endraw -%}",
    "html": '</script><img src=x onerror="alert(1)"> & &amp; <!-- -->',
    "cong-thuc": "=cmd|' /C calc'!A0",
    "duong-dan": "../../../etc/passwd CON aux.txt C:\\Windows\\system32",
    "dong": "Một\nHai\r\nBa\u2028Bốn\u0085Năm",
    "vo-hinh": "a\u200b\u00ad\ufeff\u202eb\u0000c",
    "to-hop": "Nguye\u0302\u0303n Va\u0306n A\u0323",
    "dau": "“trích dẫn” ‘nháy’ – — … № ½ ² ₫ €",
    "khong-ngat": "x" * 300,
    "so": "1.234.567,89 %",
    "ngay": "ngày 31/02/2023 tháng 13 năm 2022, Kế hoạch 12/KH-UBND 2021, 412/413 hồ sơ đạt 98%",
}
TEXTS = {
    "so-phan-tram": "95,50 %",
    "so-nhom": "-1.234.567",
    "so-sai": "1.23.456,,7%",
    "tieu-de": "HỌ VÀ TÊN",
    "tcvn3": "Céng hoµ x· héi chñ nghÜa ViÖt Nam\nNGUYÔN V¡N AN\nTr\u00adêng häc",
    "vni": "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam\nNGUYEÃN VAÊN AN",
    "phap": "François Noël où naïf\nThaï Loïc",
    "duc": "Müller Größe Übung",
    "to-hop": "Nguye\u0302\u0303n I\u0307 ǅ ﬁ ß",
    "thiet-bi": "COM1 NUL ... con",
}


def write(target, name, content):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


for path in sorted(fixtures.iterdir()):
    if path.suffix in {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"} and path.stat().st_size < 40_000:
        write("workbook", path.name, path.read_bytes())
for path in sorted(fixtures.iterdir()):
    if not zipfile.is_zipfile(path):
        continue
    # Pictures and macros are passed over by every reader.
    passed_over = ("xl/vbaProject.bin", "Thumbnails/", "Configurations2/", "docProps/", "theme1.xml")
    with zipfile.ZipFile(path) as package:
        parts = [
            (part.filename, package.read(part))
            for part in package.infolist()
            if not any(name in part.filename for name in passed_over) and not part.is_dir()
        ]
    joined = b"".join(b"%%% " + name.encode() + b"\n" + content for name, content in parts)
    if len(joined) < 80_000:
        write("package", path.name + ".txt", joined)
for target, seeds in (("cell", CELLS), ("text", TEXTS | CELLS)):
    for name, text in seeds.items():
        write(target, name + ".txt", text.encode("utf-8", "surrogatepass"))
