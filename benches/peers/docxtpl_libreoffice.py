"""docxtpl, then LibreOffice in one call for all papers. Arguments: work folder, fonts, how many papers.

$SOFFICE is the command. The work folder holds the template, and LibreOffice's profile, which is not new.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from docxtpl import DocxTemplate

work, papers = Path(sys.argv[1]), int(sys.argv[3])
out = work / "out-docxtpl"
word = out / "word"
word.mkdir(parents=True)
template = DocxTemplate(work / "bao-cao.docx")
for data in sorted((work / "data").iterdir())[:papers]:
    record = json.loads(data.read_text(encoding="utf-8"))
    template.render({"part": record["parts"][0]}, autoescape=True)
    template.save(word / f"{data.stem}.docx")
profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
command = [os.environ["SOFFICE"], profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
subprocess.run(command + sorted(str(file) for file in word.iterdir()), check=True, stdout=subprocess.DEVNULL)
