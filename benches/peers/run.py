#!/usr/bin/env python3
"""The same two-page papers from the same data, by hoso and by what people would pick instead: README.md.

Prints a Markdown table on standard output; what is going on, on standard error.
"""

import argparse
import collections
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FONTS = ROOT / "fonts"
# Pages a report has; records.rs makes its people so.
PAGES = 2

Program = collections.namedtuple("Program", "key title command papers out")
Run = collections.namedtuple("Run", "wall cpu peak")


def main():
    options = arguments()
    # Some programs run in their own folder, so that no name may hang on ours.
    hoso = Path(options.hoso).resolve()
    records = Path(options.records).resolve() if options.records else build()
    with tempfile.TemporaryDirectory(prefix="hoso-peers-") as folder:
        work = Path(options.work or folder).resolve()
        prepare(work, records, options.papers)
        programs = [one for one in all_programs(options, work, hoso, records) if one]
        environment(work)
        for program in programs:
            tell(f"warm-up: {program.title}")
            timed(program, work)
        told = {program.key: check(program, work) for program in programs}
        runs = collections.defaultdict(list)
        load = os.getloadavg()[0]
        for number in range(options.rounds):
            for program in programs:
                run = timed(program, work)
                runs[program.key].append(run)
                tell(f"round {number + 1}: {program.title}: {run.wall:.2f} s, CPU {run.cpu:.2f} s, {run.peak:.0f} MiB")
        report(options, programs, runs, told, load)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hoso", default=ROOT / "target" / "release" / "hoso", help="the program, a release build")
    parser.add_argument("--records", help="benches/peers/records.rs, built; otherwise cargo builds it first")
    parser.add_argument("--papers", type=int, default=100, help="reports a run (%(default)s)")
    parser.add_argument("--slow-papers", type=int, help="fewer of them for WeasyPrint and LibreOffice")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, each runs every program once (%(default)s)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of hoso (%(default)s)")
    parser.add_argument("--only", action="append", help="a row's key, may be given again; --only '' lists the keys")
    parser.add_argument("--work", help="an empty folder to work in, which is kept")
    parser.add_argument("--typst", default="typst", help="the typst command")
    parser.add_argument("--soffice", default="soffice", help="LibreOffice's command")
    return parser.parse_args()


def tell(text):
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- before the first run


def build():
    tell("cargo builds benches/peers/records.rs")
    command = ["cargo", "build", "--release", "--bench", "peers", "--message-format=json-render-diagnostics"]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    made = [json.loads(line) for line in output.splitlines()]
    return next(Path(one["executable"]) for one in made if one.get("executable") and one["target"]["name"] == "peers")


def prepare(work, records, papers):
    work.mkdir(parents=True, exist_ok=True)
    if any(work.iterdir()):
        sys.exit(f"{work} is not empty")
    subprocess.run([records, "workbooks", work, str(papers)], check=True)
    subprocess.run([records, "data", work], check=True)
    found = len(list((work / "data").iterdir()))
    if found != papers:
        sys.exit(f"{found} reports where {papers} were asked for")
    templates = work / "templates"
    templates.mkdir()
    for template in (ROOT / "templates").glob("*.typ"):
        shutil.copy(template, templates)
    if importlib.util.find_spec("docx"):
        subprocess.run([sys.executable, HERE / "docx_template.py", work / "bao-cao.docx"], check=True)


def environment(work):
    """The embedded fonts and no other, as if they were installed: for WeasyPrint and LibreOffice."""
    config = work / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{work / 'font-cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)


# ---------------------------------------------------------------- the programs


def all_programs(options, work, hoso, records):
    papers, threads = options.papers, str(options.threads)
    few = min(papers, options.slow_papers or papers)
    arguments = [str(work), str(FONTS)]
    python, shell = sys.executable, shutil.which("sh")
    for name, command in (("TYPST", options.typst), ("SOFFICE", options.soffice)):
        found = shutil.which(command)
        os.environ[name] = os.path.abspath(found) if found else ""
    whole = [hoso, "--input", work / "input", "--output", work / "out-hoso", "--jobs", threads]
    reports = [records, "reports", work]

    def of_python(script, count):
        return [python, HERE / script, *arguments, str(count)]

    rows = [
        ("hoso", f"**hoso, the whole program**, {threads} threads", whole, papers, "out-hoso", [hoso]),
        ("reports", f"hoso, these papers only, {threads} threads", [*reports, threads], papers, "out-reports", []),
        ("reports-1", "hoso, these papers only, 1 thread", [*reports, "1"], papers, "out-reports", []),
        ("plain", "plain loop over the typst library", [records, "plain", work, str(papers)], papers, "out-plain", []),
        ("typst-python", "typst from Python, one compiler", of_python("typst_python.py", papers), papers,
         "out-typst-python", ["typst"]),
        ("typst-cli", "typst command, once a paper", [shell, HERE / "typst_cli.sh", *arguments, str(papers)], papers,
         "out-typst-cli", [os.environ["TYPST"]]),
        ("weasyprint", "WeasyPrint + Jinja2, one process", of_python("weasyprint_jinja.py", few), few, "out-weasyprint",
         ["weasyprint", "jinja2"]),
        ("docxtpl", "docxtpl + LibreOffice, one call", of_python("docxtpl_libreoffice.py", few), few, "out-docxtpl",
         ["docxtpl", os.environ["SOFFICE"]]),
    ]
    if options.only and not set(options.only) <= {row[0] for row in rows}:
        sys.exit("keys: " + " ".join(row[0] for row in rows))
    for key, title, command, count, out, needs in rows:
        if options.only and key not in options.only:
            continue
        missing = [need for need in needs if not there(need)]
        if missing:
            tell(f"left out: {title}: {[str(need) or 'its command' for need in missing]} not installed")
            continue
        yield Program(key, title, [str(part) for part in command], count, work / out)


def there(need):
    """A path of a program, or the name of a Python package."""
    text = str(need)
    return bool(text) and (Path(text).is_file() if os.sep in text else importlib.util.find_spec(text) is not None)


def timed(program, work):
    shutil.rmtree(program.out, ignore_errors=True)
    # What the run before left to be written must not slow this one.
    os.sync()
    with open(work / "log", "w+b") as log:
        start = time.perf_counter()
        process = subprocess.Popen(program.command, stdout=log, stderr=log, cwd=work)
        # With all that it started and waited for; the peak is that of the largest process.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            log.seek(0)
            sys.exit(f"{program.title}: status {process.returncode}\n{log.read().decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


# ---------------------------------------------------------------- what was made


def made(program):
    if program.key == "hoso":
        return sorted(file for file in program.out.glob("*/**/*.pdf") if "luu-tru" not in file.parts)
    return sorted(program.out.glob("*.pdf"))


def check(program, work):
    """Sees that every report is there, has two pages and says the words of hoso's own; how many files and pages in all."""
    files = made(program)
    if program.key == "hoso":
        reports = [file for file in files if file.name.startswith("03-")]
    else:
        reports = files
    if len(reports) != program.papers:
        sys.exit(f"{program.title}: {len(reports)} papers, not {program.papers}")
    pages = None
    if shutil.which("pdfinfo") and shutil.which("pdftotext"):
        pages = sum(map(pages_of, files))
        said = work / "said"
        said.mkdir(exist_ok=True)
        for file in reports:
            if pages_of(file) != PAGES:
                sys.exit(f"{file}: {pages_of(file)} pages")
            compare(file, said)
    else:
        tell("poppler-utils are not installed: the papers are only counted")
    return len(files), pages


def pages_of(file):
    output = subprocess.run(["pdfinfo", file], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return int(re.search(rb"Pages:\s+(\d+)", output)[1])


def compare(file, said):
    """The first program's words are kept, those of the others compared with them."""
    code = re.search(r"n\d{5}", file.stem)[0]
    output = subprocess.run(["pdftotext", file, "-"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    # Lines end elsewhere, after a slash too, and a hyphen at a line's end may be lost; the columns come in any order.
    words = sorted(filter(None, output.stdout.decode().replace("-", "").replace("/", "/ ").split()))
    kept = said / code
    if not kept.exists():
        kept.write_text("\n".join(words), encoding="utf-8")
        return
    others = collections.Counter(kept.read_text(encoding="utf-8").split("\n"))
    mine = collections.Counter(words)
    if others != mine:
        sys.exit(
            f"{file}: {sorted((mine - others).elements())} where others say {sorted((others - mine).elements())}"
            "; are hoso and records.rs of one checkout?"
        )


# ---------------------------------------------------------------- the table


def report(options, programs, runs, told, load):
    def ratio(key, program, figure):
        reference = next((one for one in programs if one.key == key), None)
        if not reference:
            return "–"
        pairs = zip(runs[program.key], runs[key])
        value = statistics.median(
            figure(mine) / program.papers / (figure(other) / reference.papers) for mine, other in pairs
        )
        return f"{value:.2f} ×" if value < 10 else f"{value:.0f} ×"

    def wall(run):
        return run.wall

    def cpu(run):
        return run.cpu

    print(f"{machine()}; {versions(options, programs)}. {options.papers} reports of two pages; medians of {options.rounds} "
          f"alternating rounds; load before the first {load:.1f}.\n")
    print("| what | reports | pages/s | ms a report (least–most) | CPU ms a report | peak MiB | wall ÷ hoso, whole "
          "| wall ÷ hoso, these papers | CPU ÷ hoso, these papers |")
    print("| --- |" + " ---: |" * 8)
    for program in programs:
        walls = sorted(run.wall / program.papers * 1000 for run in runs[program.key])
        median = statistics.median(walls)
        files, pages = told[program.key]
        cells = [
            program.title,
            program.papers,
            f"{pages / program.papers * 1000 / median:.1f}" if pages else "–",
            f"{median:.1f} ({walls[0]:.1f}–{walls[-1]:.1f})",
            f"{statistics.median(run.cpu for run in runs[program.key]) / program.papers * 1000:.1f}",
            f"{max(run.peak for run in runs[program.key]):.0f}",
            ratio("hoso", program, wall),
            ratio("reports", program, wall),
            ratio("reports", program, cpu),
        ]
        print("| " + " | ".join(map(str, cells)) + " |")
    if "hoso" in told:
        files, pages = told["hoso"]
        print(f"\nThe whole program reads and judges the workbooks, makes {files} papers"
              + (f" of {pages} pages in all" if pages else "")
              + f" and archives them; its time is divided by the {options.papers} reports alone.")


def machine():
    cpu = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"model name\s*:\s*(.+)", info.read_text())
        cpu = found[1] if found else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"] if sys.platform == "linux" else platform.platform()
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}"


def versions(options, programs):
    keys = {program.key for program in programs}
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    found = [f"hoso {commit}"]
    packages = {"typst-python": ["typst"], "weasyprint": ["weasyprint", "jinja2"], "docxtpl": ["docxtpl"]}
    for key, names in packages.items():
        found += [f"{name} {importlib.metadata.version(name)} (PyPI)" for name in names if key in keys]
    commands = {"typst-cli": options.typst, "docxtpl": options.soffice}
    for key, command in commands.items():
        if key in keys:
            said = subprocess.run([command, "--version"], capture_output=True, text=True).stdout.split()
            found.append(" ".join(said[:2]))
    return ", ".join([*found, f"Python {platform.python_version()}"])


if __name__ == "__main__":
    main()
