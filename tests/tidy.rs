//! What the code's rooms keep to, so far as reading their text can tell: who may use what, and that no file grows shapeless.

use std::path::Path;

use walkdir::WalkDir;

/// Most lines of a file: of the program, its tests among them, and of a file of tests.
const LONGEST: [(&str, usize); 2] = [("src", 500), ("tests", 600)];
/// Most lines of one of the program's functions.
const FUNCTION: usize = 80;

/// What only some rooms may name, and which.
const WALLS: [(&[&str], &[&str], &str); 8] = [
    (&["calamine::"], &["read/", "read.rs"], "workbooks are read in one room"),
    (&["typst::", "typst_layout::", "typst_pdf::"], &["press/", "press.rs"], "papers are laid out in one room"),
    (&["minijinja::"], &["compose/", "page/", "page.rs"], "words are filled where papers and the page are made"),
    (
        &["rayon::", "thread::scope", "thread::spawn", "thread::Builder"],
        &["parallel.rs", "parallel/"],
        "threads are one room's",
    ),
    (
        &["fs::write", "fs::rename", "fs::remove_", "fs::create_dir", "File::create", "OpenOptions"],
        &["store/", "store.rs"],
        "what is written is written aside and moved into place",
    ),
    (&["println!(", "print!("], &["cli/", "cli.rs"], "only the command line speaks to the clerk"),
    (&["SystemTime::now", "Zoned::now", "env::var"], &["cli/", "cli.rs"], "clock and surroundings decide nothing"),
    (&["unsafe "], &["cli/window.rs"], "what the compiler cannot check is in one place"),
];

/// Every file below a folder of the repository, by its path there, and what it says.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let walk = WalkDir::new(&folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry").into_path());
    let found = walk.filter(|path| path.extension().is_some_and(|found| found == ending)).map(|path| {
        let below = path.strip_prefix(&folder).expect("below").to_string_lossy().replace('\\', "/");
        (below, std::fs::read_to_string(&path).expect("text"))
    });
    let found: Vec<_> = found.collect();
    assert!(found.len() > 5, "{} files in {}", found.len(), folder.display());
    found
}

/// The lines that are run, without comments and without the tests at a file's end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").enumerate();
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn every_room_keeps_to_its_tools() {
    let mut told = Vec::new();
    for (file, text) in files("src", "rs") {
        for (tools, rooms, why) in WALLS {
            if rooms.iter().any(|room| file.starts_with(room)) {
                continue;
            }
            let used = code(&text).filter(|(_, line)| tools.iter().any(|tool| line.contains(tool)));
            told.extend(used.map(|(line, _)| format!("src/{file}:{}: {why}", line + 1)));
        }
    }
    assert_eq!(told, Vec::<String>::new());
}

/// The program's rooms: each knows those before it alone.
const ROOMS: [&str; 23] = [
    "assets",
    "parallel",
    "text",
    "name",
    "number",
    "phrase",
    "post",
    "locality",
    "cell",
    "problem",
    "model",
    "plan",
    "xlsx",
    "judge",
    "store",
    "read",
    "compose",
    "press",
    "record",
    "page",
    "problem_sheet",
    "init",
    "run",
];

#[test]
fn every_room_knows_those_before_it_alone() {
    let mut told = Vec::new();
    for (file, text) in files("src", "rs") {
        let name = file.split(['/', '.']).next().unwrap_or_default();
        let Some(own) = ROOMS.iter().position(|room| *room == name) else {
            // The library's head, and the program around it, which knows the library alone.
            assert!(matches!(name, "lib" | "main" | "cli"), "{file} is of no room");
            continue;
        };
        for (line, code) in code(&text) {
            let named = code.split("crate::").skip(1).flat_map(|used| match used.strip_prefix('{') {
                Some(list) => list.split(['}', ',']).map(str::trim).collect(),
                None => vec![used],
            });
            for used in named {
                let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
                let later = ROOMS[own + 1..].iter().find(|room| used.strip_prefix(**room).is_some_and(ends));
                told.extend(later.map(|room| format!("src/{file}:{}: {room}", line + 1)));
            }
        }
    }
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn no_file_grows_shapeless_and_nothing_is_put_off() {
    let mut told = Vec::new();
    for (folder, longest) in LONGEST {
        for (file, text) in files(folder, "rs") {
            let lines = text.lines().count();
            if lines > longest {
                told.push(format!("{folder}/{file} has {lines} lines"));
            }
            if !text.starts_with("//!") {
                told.push(format!("{folder}/{file} does not say what it is"));
            }
            let later = ["TODO", "FIXME", "XXX"].iter().find(|word| file != "tidy.rs" && text.contains(*word));
            told.extend(later.map(|word| format!("{folder}/{file} says {word}")));
        }
    }
    assert_eq!(told, Vec::<String>::new());
}

/// The functions of a formatted file, each with its first line and how many it has: a closing brace stands under the line that
/// it belongs to.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = code(text).map(|(_, line)| line).collect();
    let begins = |line: &&str| line.split_whitespace().take(4).any(|word| word == "fn") && !line.ends_with(';');
    let length = |(at, line): (usize, &&'_ str)| {
        let own = indent(line);
        lines[at..].iter().position(|other| indent(other) == own && other.trim() == "}").map_or(1, |last| last + 1)
    };
    let found = lines.iter().enumerate().filter(|(_, line)| begins(line));
    found.map(|(at, line)| (line.trim(), if line.ends_with('}') { 1 } else { length((at, line)) })).collect()
}

#[test]
fn every_function_can_be_seen_at_once() {
    let all = files("src", "rs");
    let of_file = |(file, text): &(String, String)| {
        let long = functions(text).into_iter().filter(|(_, lines)| *lines > FUNCTION);
        long.map(|(line, lines)| format!("src/{file}: {lines} lines: {line}")).collect::<Vec<_>>()
    };
    assert!(all.iter().map(|(_, text)| functions(text).len()).sum::<usize>() > 1_000, "functions are found");
    assert_eq!(all.iter().flat_map(of_file).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn templates_read_their_data_alone_and_run_nothing() {
    let all = files("templates", "typ");
    let forbidden = ["eval(", "plugin(", "read(", "@preview", "csv(", "xml(", "yaml(", "toml("];
    let used = all.iter().flat_map(|(file, text)| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let found = lines.filter(|line| {
            forbidden.iter().any(|word| line.contains(word))
                || line.contains("json(") && !line.ends_with("json(\"/data.json\")")
        });
        found.map(move |line| format!("{file}: {line}"))
    });
    assert_eq!(used.collect::<Vec<_>>(), Vec::<String>::new());
}
