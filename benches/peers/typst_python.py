"""typst from Python: one compiler for all papers. Arguments: work folder, fonts, how many papers."""

import sys
from pathlib import Path

import typst

work, fonts, papers = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
out = work / "out-typst-python"
out.mkdir()
compiler = typst.Compiler(
    input=work / "templates" / "main.typ", root=work, font_paths=[fonts], ignore_system_fonts=True
)
for data in sorted((work / "data").iterdir())[:papers]:
    compiler.compile(
        output=out / f"{data.stem}.pdf", sys_inputs={"data": f"/data/{data.name}"}, pdf_standards=["a-2a", "ua-1"]
    )
