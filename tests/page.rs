//! `tong-hop.html`.

use hoso::assets::Assets;
use hoso::page::page;

use crate::made::{self, Made};

fn html(made: &Made) -> String {
    let judged = made.judged();
    let page = page(&judged, &made::recorded(&judged), &Assets::default()).expect("the embedded template");
    String::from_utf8(page).expect("UTF-8")
}

#[test]
fn look() {
    std::fs::write("/tmp/pg/small.html", html(&made::small())).unwrap();
    let t = std::time::Instant::now();
    std::fs::write("/tmp/pg/many.html", html(&made::many(60))).unwrap();
    std::fs::write("/tmp/pg/huge.html", html(&made::many(2000))).unwrap();
    println!("{:?}", t.elapsed());
    let j = made::small();
    let j = j.judged();
    std::fs::write("/tmp/pg/small.json", made::recorded(&j).bytes()).unwrap();
}
