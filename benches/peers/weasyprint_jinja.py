"""WeasyPrint and Jinja2, one process and one style sheet for all papers. Arguments: work folder, fonts, how many papers."""

import json
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

work, papers = Path(sys.argv[1]), int(sys.argv[3])
here = Path(__file__).parent
out = work / "out-weasyprint"
out.mkdir()
template = Environment(loader=FileSystemLoader(here), autoescape=True, trim_blocks=True).get_template("bao-cao.html")
fonts = FontConfiguration()
style = CSS(filename=here / "bao-cao.css", font_config=fonts)
for data in sorted((work / "data").iterdir())[:papers]:
    record = json.loads(data.read_text(encoding="utf-8"))
    page = template.render(part=record["parts"][0], title=record["title"])
    HTML(string=page).write_pdf(out / f"{data.stem}.pdf", stylesheets=[style], font_config=fonts)
