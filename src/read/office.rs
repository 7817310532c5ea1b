//! What `Đơn vị` and `Xã` have in common: head and signature of papers, numbers and days, the meeting.
//!
//! *Invariant:* a row that is not there leaves its value blank; nothing is filled in here.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::desk::Desk;
use super::field::{Field, POST};
use super::pairs::{Labels, Pairs};
use super::said::says_nothing;
use crate::cell::At;
use crate::model::{Authority, Ballots, Council, Office, Registration, Signer};
use crate::phrase;
use crate::phrase::short_date;
use crate::plan::Plan;
use crate::post;
use crate::problem::{Place, Severity};
use crate::text::fold;

/// `Quyền hạn ký`, as workbooks write it.
pub const AUTHORITIES: [(&str, Authority); 6] = [
    ("TM.", Authority::OnBehalf),
    ("T/M", Authority::OnBehalf),
    ("KT.", Authority::ForHead),
    ("Q.", Authority::Acting),
    ("TL.", Authority::ByOrder),
    ("TUQ.", Authority::ByAuthorisation),
];

/// Labels of the unit's sheet.
pub const UNIT: Labels = Labels {
    once: &[
        "Tên đơn vị",
        "Ký hiệu đơn vị",
        "Cơ quan cấp trên",
        "Địa danh",
        "Số tờ trình",
        "Ngày tờ trình",
        "Số biên bản",
        "Ngày họp",
        "Giờ bắt đầu",
        "Giờ kết thúc",
        "Địa điểm họp",
        "Quyền hạn ký",
        "Chức vụ người ký",
        "Người ký",
        "Số phiếu phát ra",
        "Số phiếu thu vào",
        "Số phiếu hợp lệ",
        "Ban kiểm phiếu",
    ],
    many: &["Kính gửi", "Nơi nhận"],
    aliases: &[
        ("Ký hiệu", "Ký hiệu đơn vị"),
        ("Ngày biên bản", "Ngày họp"),
        ("Ngày họp Hội đồng", "Ngày họp"),
        ("Họ tên người ký", "Người ký"),
        ("Họ và tên người ký", "Người ký"),
        ("Tổ kiểm phiếu", "Ban kiểm phiếu"),
    ],
};

/// Labels of the commune's sheet.
pub const COMMUNE: Labels = Labels {
    once: &[
        "Tên xã",
        "Ký hiệu đơn vị",
        "Cơ quan cấp trên",
        "Địa danh",
        "Số tờ trình",
        "Ngày tờ trình",
        "Số biên bản",
        "Ngày họp",
        "Giờ bắt đầu",
        "Giờ kết thúc",
        "Địa điểm họp",
        "Quyền hạn ký",
        "Chức vụ người ký",
        "Người ký",
        "Số phiếu phát ra",
        "Số phiếu thu vào",
        "Số phiếu hợp lệ",
        "Ban kiểm phiếu",
        "Số quyết định",
        "Ngày quyết định",
        "Số tờ trình cấp trên",
        "Ngày tờ trình cấp trên",
        "Quyền hạn ký quyết định",
        "Chức vụ người ký quyết định",
        "Người ký quyết định",
    ],
    many: &["Kính gửi", "Nơi nhận"],
    aliases: &[
        ("Ký hiệu", "Ký hiệu đơn vị"),
        ("Tên phường", "Tên xã"),
        ("Tên thị trấn", "Tên xã"),
        ("Tên đặc khu", "Tên xã"),
        ("Ký hiệu xã", "Ký hiệu đơn vị"),
        ("Ngày biên bản", "Ngày họp"),
        ("Ngày họp Hội đồng", "Ngày họp"),
        ("Họ tên người ký", "Người ký"),
        ("Họ và tên người ký", "Người ký"),
        ("Tổ kiểm phiếu", "Ban kiểm phiếu"),
        ("Số tờ trình huyện", "Số tờ trình cấp trên"),
        ("Ngày tờ trình huyện", "Ngày tờ trình cấp trên"),
        ("Số tờ trình tỉnh", "Số tờ trình cấp trên"),
        ("Ngày tờ trình tỉnh", "Ngày tờ trình cấp trên"),
        ("Số tờ trình đề nghị cấp huyện", "Số tờ trình cấp trên"),
        ("Ngày tờ trình đề nghị cấp huyện", "Ngày tờ trình cấp trên"),
    ],
};

/// Labels of who signs an office's own papers.
pub const SIGNER: [&str; 3] = ["Quyền hạn ký", "Chức vụ người ký", "Người ký"];

/// Reads the head and joins the signature; `name` is the label of the office's own name.
pub fn office(pairs: &Pairs, name: &'static str, signer: Signer, desk: &mut Desk) -> Office {
    let own = pairs.field(name);
    let given = own.text(desk);
    if own.is_blank() {
        let hint = if pairs.lists(name) {
            "Ghi tên đầy đủ vào ô này"
        } else {
            "Thêm một dòng: cột “Mục” ghi tên mục này, cột “Nội dung” ghi tên đầy đủ"
        };
        own.missing(desk, hint);
    }
    let given = given.filter(|name| {
        let says = name.value.contains(char::is_alphanumeric);
        if !says {
            let shown = phrase::shortened(&name.value);
            own.error(desk, format!("“{shown}” không phải là tên"), "Ghi tên đầy đủ bằng chữ");
        }
        says
    });
    Office {
        name: given.map_or_else(String::new, |at| at.value),
        symbol: symbol(pairs, desk),
        parent: parent(&pairs.field("Cơ quan cấp trên"), desk),
        place: pairs.field("Địa danh").text(desk),
        addressees: pairs.entries("Kính gửi", desk),
        authority: signer.authority,
        signer_title: signer.title,
        signer: signer.name,
        recipients: pairs.entries("Nơi nhận", desk),
    }
}

/// The office's own part of a document symbol; the kind of paper before it is the program's.
fn symbol(pairs: &Pairs, desk: &mut Desk) -> Option<At<String>> {
    let field = pairs.field("Ký hiệu đơn vị");
    let symbol = field.text(desk)?;
    let lower = symbol.value.to_lowercase();
    if lower.contains('/') || ["ttr-", "bb-", "qđ-"].iter().any(|kind| lower.starts_with(kind)) {
        desk.problems.warning(
            &symbol,
            format!("“{}” ghi “{}”, văn bản sẽ ghi “/TTr-{}”", field.name, symbol.value, symbol.value),
            "Chỉ ghi phần sau của số ký hiệu, ví dụ VPTK để in TTr-VPTK",
        );
    }
    Some(symbol)
}

/// Reads who signs: capacity, post, name.
pub fn signer(pairs: &Pairs, labels: [&'static str; 3], desk: &mut Desk) -> Signer {
    let [authority, title, name] = labels.map(|label| pairs.field(label));
    Signer {
        authority: authority.choice(desk, &AUTHORITIES).map_or(Authority::Own, |at| at.value),
        title: title.within(POST, title.several_lines(desk), desk),
        name: name.name(desk).inspect(|given| name.without_digits(given, desk)),
    }
}

/// The same with the capacity that the post itself says: who is said to act in a post signs it with `Q.` (Mục II.7.b).
pub fn acting(signer: Signer) -> Signer {
    let by_oneself = matches!(signer.authority, Authority::Own | Authority::Acting);
    let acted_in = signer.title.as_ref().filter(|_| by_oneself).and_then(|title| post::acted_in(&title.value));
    match acted_in.map(str::to_owned) {
        Some(post) => {
            let title = signer.title.map(|title| title.map(|_| post));
            Signer { authority: Authority::Acting, title, ..signer }
        }
        None => signer,
    }
}

/// Reads number and day of a paper.
pub fn registration(pairs: &Pairs, number: &'static str, date: Option<&'static str>, desk: &mut Desk) -> Registration {
    let field = pairs.field(number);
    let number = field.code(desk).filter(|at| {
        let plain = at.value.chars().next().is_some_and(|c| c.is_ascii_digit())
            && at.value.chars().all(char::is_alphanumeric)
            && at.value.chars().count() <= 8
            && at.value.chars().any(|c| c != '0');
        if !plain {
            field.error(
                desk,
                format!("“{}” chỉ ghi số của văn bản, ô ghi “{}”", field.name, phrase::shortened(&at.value)),
                "Ghi số, ví dụ 12; ký hiệu do chương trình tự thêm; chưa có số thì để trống",
            );
        }
        plain
    });
    Registration { number, date: date.and_then(|label| pairs.field(label).date(desk)) }
}

/// `Cơ quan cấp trên`: a name, which stands above the unit's own on its papers.
fn parent(field: &Field, desk: &mut Desk) -> Option<At<String>> {
    let given = field.text(desk)?;
    if says_nothing(&given.value) {
        field.error(
            desk,
            format!("“Cơ quan cấp trên” ghi “{}”, văn bản sẽ in như tên cơ quan", phrase::shortened(&given.value)),
            "Để trống ô này thì văn bản ghi Ủy ban nhân dân xã; tổ chức không thuộc Ủy ban nhân dân thì ghi tên cấp trên của mình",
        );
        return None;
    }
    Some(given)
}

/// Warns of days that a meeting or paper of this plan will hardly bear: a year mistyped, or last year's workbook. No rule
/// sets the bound: papers are signed some weeks after the campaign's end; half a year leaves room for the late, and none for a
/// slip of one year.
pub fn days(plan: &Plan, days: &[(&str, Option<&At<Date>>)], desk: &mut Desk) {
    let latest = plan.to.saturating_add(6.months());
    let hint = if plan.is_embedded() {
        format!(
            "Kiểm tra lại năm; nếu ngày này đúng thì để tệp kế hoạch của xã mình vào thư mục: chưa có tệp ấy nên đang dùng kế hoạch \
             có sẵn “{}” của {}",
            plan.code, plan.commune
        )
    } else {
        "Kiểm tra lại năm; đúng như vậy thì không phải sửa".to_owned()
    };
    for (name, day) in days {
        if let Some(day) = day.filter(|day| day.value < plan.from || day.value > latest) {
            desk.problems.warning(
                day,
                format!(
                    "{name} {} cách xa thời gian của phong trào (từ {} đến {})",
                    short_date(day.value),
                    short_date(plan.from),
                    short_date(plan.to)
                ),
                hint.as_str(),
            );
        }
    }
}

/// Reads the meeting's day, hours, place and ballots into a council.
pub fn meeting(pairs: &Pairs, council: &mut Council, desk: &mut Desk) {
    council.date = pairs.field("Ngày họp").date(desk);
    council.begins = pairs.field("Giờ bắt đầu").time(desk);
    council.ends = pairs.field("Giờ kết thúc").time(desk);
    council.venue = pairs.field("Địa điểm họp").text(desk);
    if let (Some(begins), Some(ends)) = (&council.begins, &council.ends)
        && ends.value <= begins.value
    {
        desk.problems.between(
            Severity::Error,
            vec![Place::from(ends), Place::from(begins)],
            format!(
                "Giờ kết thúc {:02}:{:02} không sau giờ bắt đầu {:02}:{:02}",
                ends.value.hour(),
                ends.value.minute(),
                begins.value.hour(),
                begins.value.minute()
            ),
            "Sửa lại một trong hai giờ (ghi theo 24 giờ, 2 giờ chiều là 14:00)",
        );
    }
    if let Some(begins) = council.begins.as_ref().filter(|begins| begins.value.hour() < 5) {
        desk.problems.warning(
            begins,
            format!("Giờ bắt đầu {:02}:{:02} là nửa đêm về sáng", begins.value.hour(), begins.value.minute()),
            "Ghi theo 24 giờ: 2 giờ chiều là 14:00; ô hiện giờ khác giờ đã gõ thì gõ lại đủ giờ và phút, ví dụ 08:30",
        );
    }
    council.ballots = ballots(pairs, desk);
}

fn ballots(pairs: &Pairs, desk: &mut Desk) -> Option<Ballots> {
    let labels = ["Số phiếu phát ra", "Số phiếu thu vào", "Số phiếu hợp lệ"];
    let fields = labels.map(|label| pairs.field(label));
    let tellers = pairs.field("Ban kiểm phiếu").listed(desk);
    let Some(given) = fields.iter().find(|field| !field.is_blank()).map(|field| field.cell.clone()) else {
        if let Some(tellers) = &tellers {
            desk.problems.warning(
                tellers,
                "Có “Ban kiểm phiếu” nhưng không ghi số phiếu, nên biên bản không nói đến phiếu kín và Ban kiểm phiếu",
                "Nếu Hội đồng bỏ phiếu kín thì ghi đủ ba mục: Số phiếu phát ra, Số phiếu thu vào, Số phiếu hợp lệ",
            );
        }
        return None;
    };
    for field in fields.iter().filter(|field| field.is_blank()) {
        desk.problems.error(
            &given,
            format!("Có số phiếu kín nhưng thiếu “{}”", field.name),
            "Bỏ phiếu kín thì ghi đủ ba mục: Số phiếu phát ra, Số phiếu thu vào, Số phiếu hợp lệ",
        );
    }
    let [issued, returned, valid] = fields.map(|field| field.whole(desk));
    let ballots = Ballots { issued: issued?, returned: returned?, valid: valid?, tellers };
    let ordered = |less: &At<u64>, more: &At<u64>, words: &str, desk: &mut Desk| {
        if less.value > more.value {
            desk.problems.between(
                Severity::Error,
                vec![Place::from(less), Place::from(more)],
                format!("{words} ({} > {})", less.value, more.value),
                "Số phiếu hợp lệ không quá số thu vào, số thu vào không quá số phát ra; kiểm tra biên bản kiểm phiếu",
            );
        }
    };
    ordered(&ballots.returned, &ballots.issued, "Số phiếu thu vào nhiều hơn số phiếu phát ra", desk);
    ordered(&ballots.valid, &ballots.returned, "Số phiếu hợp lệ nhiều hơn số phiếu thu vào", desk);
    Some(ballots)
}

/// Whether a sheet of labels says this one, for telling a workbook's kind.
pub fn says(grid: &super::grid::Grid, label: &str) -> bool {
    let key = fold(label);
    grid.cells.values().any(|raw| match raw {
        super::grid::Raw::Text(text) => fold(&super::letters::visible(text)) == key,
        _ => false,
    })
}
