//! The first sheet of each workbook, and the page beside the words: what goes where, for somebody who has never done it.
//!
//! *Invariant:* the guide of a unit lists every line of the figures' sheet, and that list is what the drop-down offers.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};

use super::form::{base, header, height};
use super::unit::{Target, lines};
use crate::plan::Plan;
use crate::read::DEFAULT_PLAN;

/// A line of a guide.
pub enum Line {
    /// A heading.
    Heading(String),
    /// A sentence, over all columns.
    Text(String),
    /// A row of a table's header.
    Header([String; 4]),
    /// A row of a table.
    Row([String; 4]),
}

/// Writes the guide of a unit's workbook; returns the range of the criteria's labels.
pub fn unit(sheet: &mut Worksheet, plan: &Plan, targets: &[Target]) -> Result<String, XlsxError> {
    let mut all = vec![
        Line::Heading("Tệp của đơn vị trình khen".to_owned()),
        Line::Text(campaign(plan)),
        Line::Heading("Cách làm".to_owned()),
    ];
    all.extend(texts(&[
        "1. Mỗi đơn vị một tệp. Điền các trang theo thứ tự; ô nền vàng là bắt buộc, ô nền xám không ghi gì.",
        "2. Bấm vào một ô để đọc lời nhắc; ô có mũi tên thì chọn trong danh sách.",
        "3. Lưu tệp, gửi về xã. Xã để tệp vào thư mục “input” rồi chạy hoso; chỗ nào sai, chương trình chỉ đúng ô và cách sửa.",
        "Dòng nào không dùng đến thì để nguyên như mẫu, không cần xóa. Không đổi tên trang, không đổi tên cột.",
    ]));
    all.push(Line::Heading("Các trang".to_owned()));
    all.extend(texts(&[
        "Đơn vị: tên đơn vị, cuộc họp Hội đồng, người ký. Số và ngày văn bản để trống thì văn thư ghi sau khi ký.",
        "Cá nhân: mỗi người được đề nghị một dòng, mỗi người một mã riêng trong toàn xã (ví dụ VP01, VP02).",
        "Số liệu: mỗi người một khối dòng đã có sẵn mọi chỉ tiêu; ghi mã của người đó vào cột Mã của cả khối \
         (chép dòng đầu xuống các dòng dưới bằng Ctrl+C, Ctrl+V; kéo chuột thì Excel tự đổi VP01 thành VP02). \
         Ghi số đếm, không ghi phần trăm. Dẫn chứng phải cụ thể: có số liệu, có số và ngày văn bản.",
        "Chỉ tiêu không liên quan đến người đó: ghi lý do vào cột Không áp dụng, để trống Kết quả và Tổng số. \
         Dòng bỏ trống được coi là thiếu số liệu, không được coi là đạt.",
    ]));
    let asked = if plan.asks_for_initiatives() { "; mỗi người cần ít nhất một" } else { "" };
    all.push(Line::Text(format!("Sáng kiến: mỗi sáng kiến, giải pháp một dòng{asked}.")));
    all.extend(texts(&[
        "Hội đồng: đủ thành viên Hội đồng của đơn vị; chọn x ở cột Có mặt cho người dự họp.",
        "Biểu quyết: mỗi người được đưa ra biểu quyết một dòng, ghi số phiếu; không có phiếu đồng ý nào thì ghi 0.",
    ]));
    all.push(Line::Heading("Chỉ tiêu của kế hoạch".to_owned()));
    all.push(Line::Header(["Chỉ tiêu", "Cần đạt", "Ghi ở Kết quả", "Ghi ở Tổng số"].map(str::to_owned)));
    let first = all.len() + 1;
    all.extend(lines(targets));
    let last = all.len();
    write(sheet, &all)?;
    Ok(format!("='{}'!$A${first}:$A${last}", super::unit::GUIDE))
}

/// Writes the guide of the commune's workbook.
pub fn commune(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let mut all =
        vec![Line::Heading("Tệp của xã".to_owned()), Line::Text(campaign(plan)), Line::Heading("Cách làm".to_owned())];
    all.extend(texts(&[
        "1. Chỉ có một tệp của xã. Điền sau khi các đơn vị đã nộp đủ tệp và Hội đồng cấp xã đã họp.",
        "2. Xã: cuộc họp của Hội đồng cấp xã, người ký tờ trình, người ký quyết định. Số và ngày để trống thì văn thư ghi sau khi ký.",
        "3. Hội đồng: đủ thành viên Hội đồng Thi đua - Khen thưởng xã; chọn x ở cột Có mặt cho người dự họp.",
        "4. Biểu quyết: mỗi người được các đơn vị đề nghị một dòng, ghi đúng mã của đơn vị và số phiếu. Cột Biểu quyết lại \
         chỉ ghi khi chương trình báo có người bằng nhau ở vị trí cuối trong số cá nhân được chọn và Hội đồng đã biểu quyết lại giữa những người đó.",
        "Chưa họp thì chưa cần tệp này: chương trình vẫn lập hồ sơ của các đơn vị. Ô nền vàng là bắt buộc.",
    ]));
    write(sheet, &all)
}

/// Writes the guide of the plan's workbook.
pub fn plan(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let mut all = vec![
        Line::Heading("Tệp kế hoạch".to_owned()),
        Line::Text(campaign(plan)),
        Line::Heading("Cách làm".to_owned()),
    ];
    let needed = if plan.is_embedded() && plan.code == DEFAULT_PLAN {
        "1. Chỉ cần tệp này khi kế hoạch của xã khác với nội dung đã điền sẵn; không sửa gì thì bỏ ra khỏi thư mục “input” cũng được."
    } else {
        "1. Luôn để tệp này trong thư mục “input”: không có nó thì chương trình dùng kế hoạch có sẵn của một xã khác."
    };
    all.push(Line::Text(needed.to_owned()));
    all.extend(texts(&[
        "2. Kế hoạch: mỗi mục một dòng. Mục nhiều dòng (Căn cứ, Tiêu chuẩn, Nơi nhận): mỗi dòng ghi lại tên mục.",
        "3. Chỉ tiêu: mỗi chỉ tiêu một dòng. Cách đo chọn trong danh sách:",
        "    tỷ lệ: Kết quả trên Tổng số, đạt khi từ Mức đạt trở lên;  mức giảm: phần giảm so với quy định;  \
         có/không: đạt khi Có;  số lượng: đạt khi từ Mức đạt trở lên;  không vi phạm: đạt khi bằng 0;  \
         danh mục: đạt khi mọi mục được giao đều Có, mỗi mục một dòng có mã dạng 4.1.3/PAPI.",
        "4. Mức đạt, Mức vượt ghi cả dấu: ≥ 95% (gõ >= 95% hoặc tối thiểu 95% cũng được), > 95%. Không có mức vượt thì để trống.",
        "5. Sửa xong, để tệp này vào thư mục “input” (tên vẫn là ke-hoach.xlsx) rồi gõ lệnh: hoso mau tep-moi; các tệp mẫu theo kế hoạch \
         mới nằm ở thư mục “tep-moi”, chép tệp của đơn vị từ đó.",
    ]));
    write(sheet, &all)
}

fn campaign(plan: &Plan) -> String {
    let day = |date: jiff::civil::Date| format!("{:02}/{:02}/{}", date.day(), date.month(), date.year());
    format!("Phong trào thi đua “{}”, từ {} đến {}", plan.campaign, day(plan.from), day(plan.to))
}

fn texts(lines: &[&str]) -> Vec<Line> {
    lines.iter().map(|text| Line::Text((*text).to_owned())).collect()
}

const WIDTHS: [f64; 4] = [70.0, 26.0, 30.0, 26.0];

fn write(sheet: &mut Worksheet, lines: &[Line]) -> Result<(), XlsxError> {
    sheet.set_landscape();
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let plain = Format::new().set_font_name("Times New Roman").set_font_size(12).set_text_wrap();
    let text = plain.clone().set_align(FormatAlign::Top);
    let heading = plain.set_bold().set_font_size(14).set_font_color(Color::RGB(0x001F_4E79));
    for (row, line) in (0u32..).zip(lines) {
        match line {
            Line::Heading(words) => {
                sheet.merge_range(row, 0, row, 3, words, &heading)?.set_row_height(row, 26)?;
            }
            Line::Text(words) => {
                // A merged cell does not grow with its text by itself.
                sheet.merge_range(row, 0, row, 3, words, &text)?;
                height(sheet, row, &[(words, WIDTHS.iter().sum())])?;
            }
            Line::Header(cells) | Line::Row(cells) => {
                let format = match line {
                    Line::Header(_) => header(false),
                    _ => base().set_align(FormatAlign::Top),
                };
                for (column, words) in (0u16..).zip(cells) {
                    sheet.write_with_format(row, column, words.as_str(), &format)?;
                }
                let cells: Vec<(&str, f64)> = cells.iter().map(String::as_str).zip(WIDTHS).collect();
                height(sheet, row, &cells)?;
            }
        }
    }
    Ok(())
}

/// What lies beside the words of `hoso init --templates`.
pub const WORDS: &str = "MẪU CÂU CHỮ CỦA VĂN BẢN

Các tệp .jinja ở đây là câu chữ có sẵn của chương trình. Sửa câu nào thì văn bản lần sau đổi theo câu ấy.

1. Mở tệp bằng Notepad, sửa phần chữ. Phần trong {{ ... }} và {% ... %} là chỗ chương trình điền dữ liệu: giữ nguyên.
2. Lưu tệp ở bảng mã UTF-8.
3. Chạy: hoso --templates TÊN-THƯ-MỤC-NÀY
4. Tệp nào không sửa thì xóa đi, để khi có bản mới của chương trình thì dùng mẫu mới.

Nếu sửa sai, chương trình cho biết tên tệp và số dòng.

  bao-cao.jinja              báo cáo thành tích
  cau-bao-cao.jinja          câu nêu kết quả từng chỉ tiêu
  bien-ban.jinja             biên bản họp Hội đồng của đơn vị
  bien-ban-mo-dau.jinja      phần mở đầu của các biên bản
  bien-ban-phu-luc.jinja     phụ lục của biên bản ấy, khi xét hơn 50 trường hợp
  to-trinh.jinja             tờ trình của đơn vị
  to-trinh-phu-luc.jinja     phụ lục của tờ trình ấy, khi đề nghị hơn 50 trường hợp
  muc-luc.jinja              mục lục bộ hồ sơ của đơn vị
  bang-tong-hop.jinja        bảng tổng hợp của xã
  xa-bien-ban.jinja          biên bản họp Hội đồng cấp xã
  xa-bien-ban-phu-luc.jinja  phụ lục của biên bản ấy, khi xét hơn 50 trường hợp
  xa-to-trinh.jinja          tờ trình Chủ tịch xã
  xa-to-trinh-phu-luc.jinja  phụ lục của tờ trình ấy, khi chọn hơn 50 trường hợp
  xa-muc-luc.jinja           mục lục hồ sơ của xã
  quyet-dinh.jinja           quyết định khen thưởng
  quyet-dinh-phu-luc.jinja   phụ lục của quyết định, khi khen thưởng hơn 50 trường hợp
  giay-khen.jinja            giấy khen
  to-trinh-huyen.jinja       tờ trình đề nghị cấp trên khen thưởng
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_of_words_is_explained() {
        for (name, _) in crate::assets::Assets::default().texts(".jinja") {
            assert!(WORDS.contains(&format!("\n  {name} ")), "{name}");
        }
    }
}
