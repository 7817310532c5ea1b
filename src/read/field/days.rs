//! Days and hours, in the forms that people type and programs store.
//!
//! *Invariant:* no day is read where its cell could mean two.

use jiff::civil::{Date, Time};

use super::Field;
use crate::cell::At;
use crate::model::Birth;
use crate::number::{Decimal, written};
use crate::phrase::shortened;
use crate::read::desk::Desk;
use crate::read::grid::{DayOrder, Raw};
use crate::read::letters::{self, visible};
use crate::read::moment;

impl Field<'_> {
    /// A day: a date cell, a serial number, or `d/m/yyyy`.
    pub fn date(&self, desk: &mut Desk) -> Option<At<Date>> {
        let read = match self.raw? {
            Raw::Moment { serial, order: DayOrder::MonthAlone | DayOrder::YearAlone } => {
                return self.no_day(*serial, desk);
            }
            Raw::Moment { serial, .. } => moment::day(*serial).ok_or_else(|| moment::shown(*serial)),
            Raw::Number { value, percent: false, .. } if moment::likely_serial(*value) => {
                moment::day(*value + Decimal::from(self.epoch)).ok_or_else(|| written(*value))
            }
            Raw::Fault(_) | Raw::Pending | Raw::Endless => return self.unusable(desk),
            _ => {
                let text = self.text(desk)?.value;
                moment::day_of_text(&text).map_err(|why| format!("{}” ({why})", shortened(&text)))
            }
        };
        if let (Ok(date), Some(Raw::Moment { order: DayOrder::MonthFirst, .. })) = (&read, self.raw)
            && date.day() <= 12
            && date.day() != date.month()
        {
            self.month_first(*date, desk);
        }
        match read {
            Ok(date) => Some(self.at(date)),
            Err(shown) => {
                let hint = if shown.contains("...") || shown.contains('…') {
                    "Chưa biết ngày thì để trống ô này: văn bản chừa chỗ để ghi tay"
                } else {
                    "Ghi ngày/tháng/năm đủ bốn chữ số của năm, ngày trước tháng sau, ví dụ 05/12/2023"
                };
                let shown = if shown.contains('”') { shown } else { format!("{shown}”") };
                self.error(desk, format!("“{}” cần ngày tháng năm, ô ghi “{shown}", self.name), hint);
                None
            }
        }
    }

    /// The month and year of a cell that shows these alone: Excel makes a day of a typed `12/2022`.
    pub fn month_alone(&self) -> Option<(i8, i16)> {
        match self.raw? {
            Raw::Moment { serial, order: DayOrder::MonthAlone } => {
                moment::day(*serial).map(|day| (day.month(), day.year()))
            }
            _ => None,
        }
    }

    /// Refuses a day that the cell does not show: of a month typed without one, Excel makes the first.
    fn no_day<T>(&self, serial: Decimal, desk: &mut Desk) -> Option<T> {
        self.error(
            desk,
            format!("“{}” cần ngày tháng năm, ô chỉ hiện {}", self.name, moment::shown_month(serial)),
            "Ghi đủ ngày/tháng/năm, ví dụ 05/12/2023; ô chỉ hiện tháng, năm thì ngày ở trong là do Excel tự thêm",
        );
        None
    }

    /// Warns of a day that the cell shows the other way round.
    fn month_first(&self, date: Date, desk: &mut Desk) {
        if !desk.month_first.insert((self.cell.sheet().clone(), self.name.to_owned())) {
            return;
        }
        let (day, month, year) = (date.day(), date.month(), date.year());
        desk.problems.warning(
            &self.cell,
            format!("“{}”: ô hiện {month}/{day}/{year}, là ngày {day:02} tháng {month}", self.name),
            format!(
                "Ô này, và những ô khác cùng định dạng, hiện tháng trước ngày. Nếu muốn ghi ngày {month:02} tháng {day} thì gõ lại {year}-{day:02}-{month:02} và đặt \
                 định dạng ô là dd/mm/yyyy; ô phải hiện {month:02}/{day:02}/{year}"
            ),
        );
    }

    /// A birth date, or the year alone.
    pub fn birth(&self, desk: &mut Desk) -> Option<At<Birth>> {
        let year = match self.raw? {
            Raw::Number { value, percent: false, .. } => i16::try_from(*value).ok().filter(|_| value.is_integer()),
            Raw::Text(text) if !text.contains(letters::STRUCK) => {
                let said = visible(text).trim().to_lowercase();
                said.strip_prefix("năm ").unwrap_or(&said).parse::<i16>().ok()
            }
            _ => None,
        };
        match year.filter(|year| (1900..=2100).contains(year)) {
            Some(year) => Some(self.at(Birth::Year(year))),
            None => self.date(desk).map(|at| at.map(Birth::Day)),
        }
    }

    /// An hour: `08:30`, `8 giờ 30`, `8h30`, or a time cell.
    pub fn time(&self, desk: &mut Desk) -> Option<At<Time>> {
        let (read, shown) = match self.raw? {
            Raw::Moment { serial: value, .. } | Raw::Number { value, .. } if value.is_zero() => return self.zero(desk),
            Raw::Moment { serial, .. } => (moment::hour(*serial), moment::shown(*serial)),
            Raw::Number { value, percent: false, .. } if *value < Decimal::ONE => {
                (moment::hour(*value), written(*value))
            }
            Raw::Fault(_) | Raw::Pending | Raw::Endless => return self.unusable(desk),
            _ => {
                let text = self.text(desk)?.value;
                (moment::hour_of_text(&text), text)
            }
        };
        if read.is_none() {
            self.error(
                desk,
                format!("“{}” cần giờ, ô ghi “{}”", self.name, shortened(&shown)),
                "Ghi giờ theo 24 giờ, ví dụ 08:30 hoặc 14 giờ 30",
            );
        }
        read.map(|time| self.at(time))
    }
}
