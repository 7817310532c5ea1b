//! A mistake on the command line, said in Vietnamese.
//!
//! *Invariant:* no sentence of clap's reaches the screen; what was typed is quoted, what to type is shown.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong with the command line, in a sentence or two.
pub fn say(error: &Error) -> String {
    let arg = named(error);
    let value = text(error, ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument if !arg.starts_with('-') => format!("Thừa “{arg}” trên dòng lệnh"),
        ErrorKind::UnknownArgument => format!("Không có tùy chọn “{arg}”"),
        ErrorKind::InvalidSubcommand => {
            format!("Không có lệnh “{}”", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => {
            format!("Sau “{arg}” còn thiếu nội dung")
        }
        ErrorKind::ValueValidation => match std::error::Error::source(error) {
            Some(reason) => format!("“{value}” không dùng được cho “{arg}”: {reason}"),
            None => format!("“{value}” không dùng được cho “{arg}”"),
        },
        ErrorKind::InvalidValue => format!("“{value}” không dùng được cho “{arg}”"),
        ErrorKind::TooManyValues => format!("Thừa “{value}” sau “{arg}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("Sau “{arg}” còn thiếu nội dung"),
        ErrorKind::ArgumentConflict => conflict(error, &arg),
        ErrorKind::MissingRequiredArgument => format!("Còn thiếu {arg}"),
        ErrorKind::MissingSubcommand => "Còn thiếu tên lệnh".to_owned(),
        ErrorKind::InvalidUtf8 => "Dòng lệnh có ký tự không đọc được".to_owned(),
        _ => "Dòng lệnh không đúng".to_owned(),
    };
    match suggestion(error) {
        Some(similar) => format!("{sentence}; có phải là “{similar}”?"),
        None => sentence,
    }
}

fn conflict(error: &Error, arg: &str) -> String {
    let other = without_value(&text(error, ContextKind::PriorArg));
    if other.is_empty() || other == arg {
        format!("“{arg}” chỉ ghi được một lần")
    } else {
        format!("“{arg}” không dùng cùng với “{other}”")
    }
}

fn suggestion(error: &Error) -> Option<String> {
    [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| text(error, kind))
        .find(|text| !text.is_empty())
        .map(|text| text.split(", ").next().unwrap_or_default().to_owned())
}

/// The argument at fault, without the name of its value: `--jobs <SỐ>` is `--jobs`, `<SỐ>` is `SỐ`.
fn named(error: &Error) -> String {
    let whole = text(error, ContextKind::InvalidArg);
    whole.split(", ").map(without_value).collect::<Vec<_>>().join(", ")
}

fn without_value(arg: &str) -> String {
    match arg.split_once(" <") {
        Some((name, _)) => name.to_owned(),
        None => arg.trim_matches(['<', '>', '[', ']', '.']).to_owned(),
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
