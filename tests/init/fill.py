"""Fills in the workbooks of `hoso init` as somebody would who reads nothing but their headers.

usage: fill.py FOLDER PEOPLE
"""
import datetime
import sys

import openpyxl


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def put(sheet, row, **values):
    names = columns(sheet)
    for name, value in values.items():
        sheet.cell(row, names[name.replace("_", " ")]).value = value


def answer(sheet, label, value):
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value == label:
            sheet.cell(row, 2).value = value
            return
    raise SystemExit(f"no row {label}")


def meeting(sheet):
    answer(sheet, "Ngày họp", datetime.date(2023, 12, 8))
    answer(sheet, "Giờ bắt đầu", datetime.time(8, 0))
    answer(sheet, "Giờ kết thúc", datetime.time(10, 15))
    answer(sheet, "Địa điểm họp", "Phòng họp số 1")
    answer(sheet, "Chức vụ người ký", "Trưởng bộ phận")
    answer(sheet, "Người ký", "Đỗ Minh Khang")


def council(sheet, people):
    for row, (name, role, post) in enumerate(people, 2):
        put(sheet, row, Họ_và_tên=name, Chức_vụ=post, Vai_trò=role, Có_mặt="x")


def unit(path, people):
    book = openpyxl.load_workbook(path)
    answer(book["Đơn vị"], "Tên đơn vị", "Văn phòng - Thống kê")
    meeting(book["Đơn vị"])
    council(book["Hội đồng"], [
        ("Đỗ Minh Khang", "Chủ tịch", "Công chức"),
        ("Mai Thị Lụa", "Ủy viên", "Công chức"),
        ("Tô Văn Mẫn", "Thư ký", "Công chức"),
    ])
    names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"][:people]
    for index, name in enumerate(names):
        code = f"VP{index + 1:02}"
        put(book["Cá nhân"], index + 2, Mã=code, Danh_xưng="Bà" if " Thị " in name else "Ông", Họ_và_tên=name, Ngày_sinh=f"1{index}/5/1985",
            Quê_quán="Xã Tam Phước", Nơi_thường_trú="Ấp Phước Trinh", Chức_vụ="Công chức",
            Đơn_vị_công_tác="Ủy ban nhân dân xã", Đối_tượng="Công chức chuyên môn", Trình_độ="Đại học",
            Kỷ_luật="Không", Đề_nghị_cấp_huyện="x" if index == 0 else None)
        put(book["Sáng kiến"], index + 2, Mã=code, Tên_sáng_kiến=f"Trả kết quả tại nhà, đợt {index + 1}",
            Hiệu_quả=f"Giảm {30 + index}% lượt đi lại của hồ sơ nhóm {index + 1}", Công_nhận="Quyết định số 215/QĐ-UBND ngày 20/10/2023")
        put(book["Biểu quyết"], index + 2, Mã=code, Đồng_ý=3, Không_đồng_ý=0)
    figures(book["Số liệu"], len(names))
    book.save(path)


def figures(sheet, people):
    """Fills every row whose cells are not greyed out, as far as there are people."""
    names = columns(sheet)
    seen, person = set(), 0
    for row in range(2, sheet.max_row + 1):
        label = sheet.cell(row, names["Chỉ tiêu"]).value
        if not label:
            continue
        if label in seen:
            seen, person = set(), person + 1
        seen.add(label)
        if person >= people:
            break
        sheet.cell(row, names["Mã"]).value = f"VP{person + 1:02}"
        wanted = lambda name: sheet.cell(row, names[name]).fill.fgColor.rgb != "FFD9D9D9"
        rule = next((rule.type for rule in sheet.data_validations.dataValidation
                     if sheet.cell(row, names["Kết quả"]).coordinate in rule.sqref), None)
        evidence = f"Báo cáo số {100 + row}/BC-UBND ngày 19/5/2023, {row} lượt kiểm tra"
        if not wanted("Kết quả"):
            continue
        if rule == "list":
            sheet.cell(row, names["Kết quả"]).value = "Có"
        elif wanted("Tổng số"):
            # Half the time, and all but half of a share; a share is given whole. Nobody has another's figures.
            cut, total = rule == "decimal", 120 + 2 * person
            sheet.cell(row, names["Kết quả"]).value = total // 2 if cut else total
            sheet.cell(row, names["Tổng số"]).value = total
        else:
            sheet.cell(row, names["Kết quả"]).value = 0
        sheet.cell(row, names["Dẫn chứng"]).value = evidence


def commune(path):
    book = openpyxl.load_workbook(path)
    meeting(book["Xã"])
    answer(book["Xã"], "Quyền hạn ký", "KT.")
    answer(book["Xã"], "Chức vụ người ký", "Phó Chủ tịch")
    answer(book["Xã"], "Người ký", "Lương Thị Dung")
    answer(book["Xã"], "Chức vụ người ký quyết định", "Chủ tịch")
    answer(book["Xã"], "Người ký quyết định", "Trịnh Xuân Đông")
    council(book["Hội đồng"], [
        ("Trịnh Xuân Đông", "Chủ tịch", "Chủ tịch UBND xã"),
        ("Lương Thị Dung", "Phó Chủ tịch", "Phó Chủ tịch UBND xã"),
        ("Tô Văn Mẫn", "Thư ký", "Công chức"),
    ])
    for row in (2, 3):
        put(book["Biểu quyết"], row, Mã=f"VP{row - 1:02}", Đồng_ý=3, Biểu_quyết_lại=3 if row == 2 else None)
    book.save(path)


folder, people = sys.argv[1], int(sys.argv[2])
unit(f"{folder}/don-vi.xlsx", people)
commune(f"{folder}/xa.xlsx")
