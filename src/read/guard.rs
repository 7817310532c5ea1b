//! What a file is, by its content, and whether it may be opened at all.
//!
//! Offices send renamed, locked, cut-off and hostile files. Each is recognised before a reader of workbooks sees it, so
//! that it costs one sentence and not the run: sizes are measured by unpacking and counting, never believed.
//!
//! *Invariant:* a file that passes cannot make the readers keep more than a bounded amount of memory.

use super::{ole, package};

/// Largest workbook on disk: pictures and all, no clerk's is near it.
pub const LARGEST_FILE: u64 = 48 << 20;

/// How a workbook is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML: .xlsx, .xlsm.
    Xlsx,
    /// Office Open XML, binary: .xlsb.
    Xlsb,
    /// Excel 97–2003.
    Xls,
    /// OpenDocument.
    Ods,
}

/// Why a file or a sheet cannot be read, for the clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
    /// Whether the rest of the workbook is not worth reading.
    pub whole_file: bool,
}

/// What to do with a paper or a picture: no program makes a workbook of it.
pub const NO_TABLE: &str =
    "Đưa tệp này ra khỏi thư mục và xin đơn vị tệp Excel gốc; không có thì chép số liệu vào tệp mẫu “don-vi.xlsx”";
/// What to do with packed files.
pub const UNPACK: &str = "Giải nén, chép tệp Excel bên trong vào thư mục, rồi đưa tệp nén này ra ngoài";
const AGAIN: &str = "Mở tệp bằng Excel, lưu lại thành tệp .xlsx mới rồi đưa tệp cũ ra khỏi thư mục; nếu Excel cũng không mở được thì \
                     xin lại tệp";

impl Trouble {
    /// A trouble with the whole file.
    pub fn file(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint, whole_file: true }
    }

    /// A trouble with one sheet.
    pub fn sheet(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint, whole_file: false }
    }

    /// A file that the system does not let us read.
    pub fn unreadable() -> Self {
        Self::file(
            "Không mở được tệp (có thể đang mở trong Excel hoặc không có quyền đọc)",
            "Đóng tệp trong Excel rồi chạy lại; nếu vẫn lỗi thì kiểm tra quyền đọc của tệp",
        )
    }

    /// A file that was saved anew between two looks at it.
    pub fn changed() -> Self {
        Self::file("Tệp bị thay đổi trong lúc chương trình đang đọc", "Lưu xong, đóng tệp trong Excel rồi chạy lại")
    }

    /// A file whose inside is broken.
    pub fn damaged() -> Self {
        Self::file("Tệp bị hỏng hoặc chưa tải về đủ nên không đọc được", AGAIN)
    }

    /// A file behind a password.
    pub fn password() -> Self {
        Self::file(
            "Tệp có đặt mật khẩu nên không đọc được",
            "Mở tệp bằng Excel; Tệp (File) › Thông tin (Info) › Bảo vệ sổ làm việc (Protect Workbook) › Mã hóa bằng mật khẩu (Encrypt with \
             Password): xóa hết mật khẩu, bấm OK rồi lưu",
        )
    }

    /// A workbook that unpacks to more than anybody typed.
    pub fn too_large() -> Self {
        Self::file(
            "Tệp có quá nhiều dữ liệu so với một bảng tính thông thường nên không đọc",
            "Chép các trang cần dùng sang một tệp mới (bỏ các dòng, cột trống đã định dạng thừa), rồi đưa tệp cũ ra khỏi thư mục",
        )
    }

    /// A cell outside any sheet.
    pub fn out_of_bounds() -> Self {
        Self::file("Tệp có ô nằm ngoài giới hạn của bảng tính, tệp có thể đã bị sửa hỏng", "Lưu lại tệp bằng Excel")
    }
}

/// A workbook that may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// How it is stored.
    pub format: Format,
    /// Whether reading it takes so much memory that it is to be read alone; it may have more cells than others then.
    pub heavy: bool,
    /// Whether there may be formulas in it.
    pub formulas: bool,
    /// Whether there may be merged cells in it.
    pub merged: bool,
    /// Whether rows that hold something are hidden, as far as that is looked for.
    pub hidden: bool,
    /// Bytes that its largest part unpacks to.
    pub largest: u64,
    /// Whether it is to be read as [`mend`](super::mend) writes it.
    pub mend: bool,
}

impl Passed {
    /// How many sheets of it may be gone through. Any number of sheets may be one and the same part, so what a package
    /// unpacks to does not bound what its sheets do.
    pub fn sheets(&self) -> usize {
        const WORK: u64 = 64 << 20;
        usize::try_from(WORK / self.largest.max(1)).unwrap_or(usize::MAX).clamp(6, 1_000)
    }
}

/// Tells what the bytes are; the error says why they are no workbook that can be read.
pub fn inspect(bytes: &[u8]) -> Result<Passed, Trouble> {
    const CFB: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.is_empty() {
        return Err(Trouble::file("Tệp rỗng, không có nội dung", "Xin lại tệp, hoặc xóa tệp này khỏi thư mục"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return package::inspect(bytes);
    }
    if bytes.starts_with(CFB) {
        return ole::inspect(bytes);
    }
    Err(other_kind(bytes))
}

fn other_kind(bytes: &[u8]) -> Trouble {
    const SAVE: &str = "Mở bằng phần mềm bảng tính rồi chọn Lưu dưới dạng (Save As), kiểu Excel Workbook (.xlsx); đưa tệp cũ ra khỏi thư mục";
    let start = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    let (kind, hint) = if start.starts_with(b"%PDF") {
        ("là văn bản PDF đã đổi tên", NO_TABLE)
    } else if text.starts_with("<!doctype html") || text.starts_with("<html") || text.contains("<table") {
        ("là trang web (HTML) đã đổi tên", SAVE)
    } else if text.starts_with("<?xml") {
        ("là tệp XML, không phải tệp bảng tính .xlsx", SAVE)
    } else if start.starts_with(b"PK") {
        return Trouble::damaged();
    } else if start.starts_with(b"\x09\x08") || start.starts_with(b"\x09\x04") || start.starts_with(b"\x09\x02") {
        ("là tệp Excel đời rất cũ (trước Excel 97)", SAVE)
    } else if start.starts_with(b"Rar!") || start.starts_with(b"7z\xBC\xAF") || start.starts_with(b"\x1F\x8B") {
        ("là tệp nén", UNPACK)
    } else if start.starts_with(b"\xFF\xD8\xFF") || start.starts_with(b"\x89PNG") {
        ("là tệp ảnh đã đổi tên", NO_TABLE)
    } else if text.starts_with("{\\rtf") {
        ("là văn bản RTF đã đổi tên", NO_TABLE)
    } else if looks_like_text(start) {
        ("là tệp văn bản thường (CSV, TXT) đã đổi tên", SAVE)
    } else {
        return Trouble::file("Tệp không phải là bảng tính, hoặc đã hỏng từ đầu tệp", AGAIN);
    };
    Trouble::file(format!("Tệp không phải là bảng tính Excel: nội dung {kind}"), hint)
}

fn looks_like_text(start: &[u8]) -> bool {
    start.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], says: &str) {
        let trouble = inspect(bytes).expect_err("no workbook");
        assert!(trouble.message.contains(says), "{}", trouble.message);
    }

    #[test]
    fn other_files_are_known_by_their_content() {
        check(b"", "rỗng");
        check(b"%PDF-1.7\n", "PDF");
        check(b"\n<!DOCTYPE html><html>", "HTML");
        check("Mã,Họ và tên\nVP01,An\n".as_bytes(), "CSV");
        check(b"\xFF\xD8\xFF\xE0", "ảnh");
        check(b"\x00\x01\x02\x03", "không phải là bảng tính");
        check(b"PK\x03\x04 cut off", "hỏng");
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "hỏng");
    }
}
