//! Made-up people and proofs, the same for every benchmark.

/// A document that proves a figure, another for neighbouring numbers.
pub fn evidence(number: usize) -> String {
    let paper = number % 389;
    let (day, month) = (paper % 28 + 1, paper % 11 + 1);
    format!("Báo cáo số {}/BC-UBND ngày {day:02}/{month:02}/2023 của Ủy ban nhân dân xã", paper + 400)
}

/// A person's name, another for every number below 13,824.
pub fn name(number: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hùng", "Khánh", "Lan", "Linh", "Long", "Mai",
        "Minh", "Nam", "Nga", "Phong", "Phúc", "Quân", "Sơn", "Thảo", "Trang", "Việt",
    ];
    let [first, second, third] = [number / 576 % 24, number / 24 % 24, number % 24].map(|index| SYLLABLES[index]);
    format!("Nguyễn {first} {second} {third}")
}
