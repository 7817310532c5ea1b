//! Who signs and submits what, and what one unit's workbook has of another's: the clerk is asked.

use super::faults::judged;
use super::*;
use hoso::model::Role;

#[test]
fn one_who_submits_to_himself_is_asked_about() {
    let signed = |authority: &str, signer: &str| {
        let commune =
            Book::commune().vote("VP01", 4, 0, 0).says("Quyền hạn ký", authority).says("Chức vụ người ký", "Chủ tịch");
        let commune = commune.says("Người ký", signer).says("Chức vụ người ký quyết định", "Chủ tịch");
        let said = judged(&[("a.xlsx", good()), ("x.xlsx", commune.says("Người ký quyết định", "Trịnh Xuân Đông"))]);
        said.iter().any(|line| line.contains("tự trình chính mình"))
    };
    assert!(signed("TM.", "Trịnh Xuân Đông"));
    assert!(!signed("KT.", "Trịnh Xuân Đông") && !signed("TM.", "Lương Thị Dung"));
}

#[test]
fn a_neighbours_sheet_is_asked_about_where_the_councils_differ() {
    let unit = |name: &str, code: &str, member: &str| {
        let book = Book::unit(name)
            .candidate(code, if code == "A01" { "Nguyễn Văn An" } else { "Lê Thị Bê" })
            .complete()
            .signed();
        book.says("Ký hiệu đơn vị", "BA").put("Hội đồng", "A4", member)
    };
    let shared = |member: &str| -> Vec<String> {
        let said =
            judged(&[("a.xlsx", unit("Ấp Một", "A01", "Phan Thị Ba")), ("b.xlsx", unit("Ấp Hai", "B01", member))]);
        said.into_iter().filter(|line| line.contains("Các đơn vị")).collect()
    };
    assert_eq!(
        shared("Mai Thị Lụa"),
        [
            "nhắc [Đơn vị!B3 + Đơn vị!B3] Các đơn vị “Ấp Hai”, “Ấp Một” cùng ghi một cuộc họp (8 giờ 00, ngày 05/12/2023, Phòng họp số 1)",
            "nhắc [Đơn vị!B8 + Đơn vị!B8] Các đơn vị “Ấp Hai”, “Ấp Một” có tờ trình cùng do “Đỗ Thị Ký” ký",
            "nhắc [Đơn vị!B9 + Đơn vị!B9] Các đơn vị “Ấp Hai”, “Ấp Một” cùng có ký hiệu “BA”",
        ]
    );
    assert_eq!(shared("Phan Thị Ba").len(), 1, "one council meets once, and the symbol is still one unit's");
}

#[test]
fn a_submission_goes_to_the_commune() {
    for (addressee, told) in [
        ("Chủ tịch Ủy ban nhân dân huyện Long Điền", true),
        ("Hội đồng Thi đua - Khen thưởng tỉnh", true),
        ("Chủ tịch Ủy ban nhân dân xã Tam Phước", false),
        ("Hội đồng Thi đua - Khen thưởng xã Tam Phước, huyện Long Điền", false),
    ] {
        let said = judged(&[("a.xlsx", good().says("Kính gửi", addressee))]);
        assert_eq!(said.iter().any(|line| line.contains("là cấp trên của xã")), told, "{addressee}: {said:?}");
    }
}

#[test]
fn somebody_elses_post_is_asked_about_though_the_signer_is_a_member() {
    let signed = |name: &str| {
        let book = good().put("Hội đồng", "B2", "Trưởng bộ phận").put("Hội đồng", "B5", "Công chức Văn phòng");
        let said = judged(&[("a.xlsx", book.says("Chức vụ người ký", "Trưởng bộ phận").says("Người ký", name))]);
        said.iter().any(|line| line.contains("mà trang “Hội đồng” ghi chức vụ này của"))
    };
    assert!(signed("Phan Văn Bốn") && !signed("Phan Thị Một"));
}

#[test]
fn who_signs_for_the_communes_council_is_one_of_it_and_not_in_his_own_place() {
    let told = |name: &str, authority: &str| {
        let commune = Book::commune().says("Người ký", name).says("Quyền hạn ký", authority).vote("VP01", 4, 0, 0);
        let said = judged(&[("a.xlsx", good()), ("xa.xlsx", commune)]);
        let has = |what: &str| said.iter().any(|line| line.contains(what));
        (has("mà không có tên ở trang “Hội đồng”"), has("mà ký thay (KT.) Chủ tịch Hội đồng"))
    };
    let commune = intake(&[("a.xlsx", good()), ("xa.xlsx", Book::commune())]).commune.expect("a commune");
    let member = |role: Role| {
        let mut members = commune.council.members.iter();
        members.find(|member| member.role == role).expect("a member").name.value.clone()
    };
    assert_eq!(told("Ngô Văn Lạ", ""), (true, false));
    assert_eq!(told(&member(Role::Chair), "KT."), (false, true));
    assert_eq!(told(&member(Role::Chair), ""), (false, false));
    assert_eq!(told(&member(Role::Member), "KT."), (false, false));
}
