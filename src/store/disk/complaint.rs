//! What the system complains of, in the clerk's language.
//!
//! *Invariant:* every fault names its path and, where anything helps, what to do about it.

use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::anyhow;

/// What was tried when the system refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Reading a file or folder.
    Read,
    /// Writing a new file or folder.
    Write,
    /// Moving something into place, or away.
    Replace,
}

/// The system's complaint in the clerk's language: what could not be done, where, and what to do about it.
pub fn explain(fault: &io::Error, deed: Deed, path: &Path) -> anyhow::Error {
    let place = path.display();
    // Windows: 32 and 33, another program holds the file; 206, the path is too long.
    let held = cfg!(windows) && matches!(fault.raw_os_error(), Some(32 | 33));
    match fault.kind() {
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => in_use(path),
        _ if held => in_use(path),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            anyhow!("Đĩa đã đầy khi ghi “{place}”; xóa bớt tệp không cần trên đĩa đó rồi chạy lại")
        }
        ErrorKind::ReadOnlyFilesystem => {
            anyhow!("Không ghi được “{place}” vì đĩa chỉ cho đọc; chép thư mục làm việc sang đĩa ghi được rồi chạy lại")
        }
        ErrorKind::PermissionDenied if deed == Deed::Read => {
            anyhow!("Không được phép đọc “{place}”; kiểm tra quyền của thư mục rồi chạy lại")
        }
        ErrorKind::PermissionDenied => anyhow!(
            "Không được phép ghi “{place}”; đóng tệp đang mở trong thư mục đó, bỏ thuộc tính chỉ đọc (Read-only) rồi \
             chạy lại"
        ),
        ErrorKind::NotFound => anyhow!("Không tìm thấy “{place}”"),
        ErrorKind::AlreadyExists => {
            anyhow!("“{place}” đã có sẵn nên không ghi đè; đổi tên hoặc chuyển đi nơi khác rồi chạy lại")
        }
        // Windows calls both one kind.
        ErrorKind::InvalidFilename if cfg!(windows) && fault.raw_os_error() != Some(206) => anyhow!(
            "Đường dẫn “{place}” có ký tự không dùng được; bỏ các ký tự < > \" | ? * (và dấu \\ ngay trước dấu ngoặc kép đóng)"
        ),
        ErrorKind::InvalidFilename => anyhow!("Đường dẫn “{place}” quá dài; đặt thư mục làm việc ở đường dẫn ngắn hơn"),
        ErrorKind::DirectoryNotEmpty => {
            anyhow!("Không xóa được thư mục “{place}”; đóng tệp đang mở trong thư mục đó rồi chạy lại")
        }
        ErrorKind::NotADirectory => anyhow!("“{place}” nằm ở chỗ phải là một thư mục nhưng lại là một tệp"),
        _ => {
            let verb = if deed == Deed::Read { "đọc" } else { "ghi" };
            let code = fault.raw_os_error().map(|code| format!(" (mã lỗi {code} của hệ điều hành)"));
            anyhow!("Không {verb} được “{place}”{}", code.unwrap_or_default())
        }
    }
}

/// What to do about a folder that another program keeps where it is, without a file of it being open.
pub fn busy(folder: &Path) -> anyhow::Error {
    anyhow!(
        "Chưa chuyển được “{}” vì chương trình khác đang dùng (cửa sổ lệnh, phần mềm diệt virus); đóng chương trình đó hoặc chờ \
         một lát rồi chạy lại",
        folder.display()
    )
}

/// What to do about a file that another program holds.
pub fn in_use(path: &Path) -> anyhow::Error {
    anyhow!("“{}” đang mở trong chương trình khác; đóng tệp đó rồi chạy lại", path.display())
}
