"""typst from Python: one compiler for all papers. Arguments: work folder, fonts, how many papers.

The data are put into the file that the template reads. The package's own example hands them over as `sys_inputs`, but
with them Typst remembers nothing from one paper to the next and needs three times as long.
"""

import shutil
import sys
from pathlib import Path

import typst

work, fonts, papers = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
out = work / "out-typst-python"
out.mkdir()
root = work / "templates"
compiler = typst.Compiler(input=root / "main.typ", root=root, font_paths=[fonts], ignore_system_fonts=True)
for data in sorted((work / "data").iterdir())[:papers]:
    shutil.copy(data, root / "data.json")
    compiler.compile(output=out / f"{data.stem}.pdf", pdf_standards=["a-2a", "ua-1"])
