//! Where a rate and its target lie on a line: numbers for drawing, which decide nothing.
//!
//! *Invariant:* a rate is drawn on its own side of its target, and clear of it wherever the line has room.

#![expect(clippy::float_arithmetic, reason = "places on a line")]

use num_traits::ToPrimitive as _;
use serde::Serialize;

use crate::number::Fraction;

/// A rate against its target, in whole hundredths of the line's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Where the target's tick stands.
    pub tick: i32,
    /// Where the rate ends.
    pub end: i32,
}

/// What a line shows: from its left end to its right end.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    from: f64,
    to: f64,
    /// The least distance drawn between unequal places: about as many hundredths as the eye needs on such a line.
    apart: i32,
}

impl Axis {
    /// From 0 to 100 %, or further where the numbers lie outside.
    pub fn whole(values: &[&Fraction]) -> Self {
        let zero_to_one = Self { from: 0.0, to: 1.0, apart: 1 };
        let values = values.iter().filter_map(|value| value.to_f64());
        values.fold(zero_to_one, |axis, value| Self { from: axis.from.min(value), to: axis.to.max(value), ..axis })
    }

    /// From the least to the greatest of a column, with some room at both ends: small differences near 100 % are seen.
    pub fn around(values: &[&Fraction]) -> Self {
        let values: Vec<f64> = values.iter().filter_map(|value| value.to_f64()).collect();
        let from = values.iter().copied().fold(f64::INFINITY, f64::min);
        let to = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if from.is_finite() && to > from {
            let room = (to - from) * 0.08;
            Self { from: from - room, to: to + room, apart: 4 }
        } else {
            let middle = if from.is_finite() { from } else { 0.5 };
            Self { from: middle - 0.01, to: middle + 0.01, apart: 4 }
        }
    }

    /// Where a target stands on this axis.
    pub fn tick(self, target: &Fraction) -> i32 {
        self.at(target)
    }

    /// The mark of a rate on this axis.
    pub fn mark(self, rate: &Fraction, target: &Fraction) -> Mark {
        let tick = self.at(target);
        let drawn = self.at(rate);
        let end = match rate.cmp(target) {
            std::cmp::Ordering::Less => drawn.min(tick - self.apart).max(0),
            std::cmp::Ordering::Equal => tick,
            std::cmp::Ordering::Greater => drawn.max(tick + self.apart).min(100),
        };
        Mark { tick, end }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a number between 0 and 100")]
    fn at(self, value: &Fraction) -> i32 {
        let value = value.to_f64().unwrap_or(self.from);
        ((value - self.from) / (self.to - self.from) * 100.0).round().clamp(0.0, 100.0) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_drawn_as_a_miss() {
        let ratio = |n: i64, d: i64| Fraction::new(n.into(), d.into());
        let (target, miss, hit) = (ratio(95, 100), ratio(18_999, 20_000), ratio(1, 1));
        let mark = Axis::whole(&[]).mark(&miss, &target);
        assert_eq!((mark.tick, mark.end), (95, 94));
        let near = Axis::around(&[&target, &miss, &hit]);
        assert!(near.mark(&miss, &target).end < near.mark(&target, &target).end);
        assert!(near.mark(&hit, &target).end > 50);
        let lone = Axis::around(&[&target, &target]).mark(&target, &target);
        assert_eq!((lone.tick, lone.end), (50, 50));
    }
}
