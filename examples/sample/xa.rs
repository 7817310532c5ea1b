//! Data of the sample: the commune.

pub static OFFICE: &[(&str, &str)] = &[
    ("Tên xã", "xã Tam Phước"),
    ("Ngày họp", "18/12/2023"),
    ("Giờ bắt đầu", "08 giờ 00"),
    ("Giờ kết thúc", "11 giờ 00"),
    ("Địa điểm họp", "Hội trường Ủy ban nhân dân xã Tam Phước"),
    ("Quyền hạn ký", "KT."),
    ("Chức vụ người ký", "Phó Chủ tịch"),
    ("Người ký", "Lương Thị Thanh Dung"),
    ("Chức vụ người ký quyết định", "Chủ tịch"),
    ("Người ký quyết định", "Trịnh Xuân Đông"),
    ("Số phiếu phát ra", "9"),
    ("Số phiếu thu vào", "9"),
    ("Số phiếu hợp lệ", "9"),
];

pub static COUNCIL: &[[&str; 5]] = &[
    ["Trịnh Xuân Đông", "Chủ tịch Ủy ban nhân dân xã", "Chủ tịch", "x", ""],
    ["Lương Thị Thanh Dung", "Phó Chủ tịch Ủy ban nhân dân xã", "Phó Chủ tịch", "x", ""],
    ["Nghiêm Văn Giàu", "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Phó Chủ tịch", "x", ""],
    ["La Thị Hoa", "Chủ tịch Hội Liên hiệp Phụ nữ xã", "Ủy viên", "x", ""],
    ["Uông Minh Khoa", "Bí thư Đoàn xã", "Ủy viên", "x", ""],
    ["Quách Văn Lộc", "Chủ tịch Hội Cựu chiến binh xã", "Ủy viên", "x", ""],
    ["Thái Thị Mận", "Chủ tịch Hội Nông dân xã", "Ủy viên", "x", ""],
    ["Từ Văn Nghĩa", "Trưởng Công an xã", "Ủy viên", "x", ""],
    ["Uông Đình Phúc", "Chỉ huy trưởng Ban Chỉ huy Quân sự xã", "Ủy viên", "", "Đi công tác theo lệnh của huyện"],
    ["Viên Thị Quế", "Công chức Văn phòng - Thống kê", "Thư ký", "x", ""],
];

pub static VOTES: &[[&str; 5]] = &[
    ["VP01", "9", "0", "0", ""],
    ["VP02", "7", "2", "0", ""],
    ["TP01", "9", "0", "0", ""],
    ["TP02", "8", "1", "0", ""],
    ["AP01", "8", "1", "0", ""],
    ["AP02", "5", "4", "0", "Đề nghị tiếp tục bồi dưỡng cho đợt xét sau"],
    ["AP03", "9", "0", "0", ""],
];
