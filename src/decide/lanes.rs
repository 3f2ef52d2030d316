//! Two rows at once: one register of the processor where it has such registers for Wasm, a pair elsewhere.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(super) use plain::Two;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) use wasm::Two;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm {
    use core::arch::wasm32::{
        f64x2, f64x2_ge, f64x2_splat, f64x2_sub, u64x2_add, u64x2_extract_lane, u64x2_splat, v128, v128_and,
    };

    /// Two numbers, or two sums.
    #[derive(Clone, Copy, Debug)]
    pub(in crate::decide) struct Two(v128);

    impl Two {
        #[inline]
        pub(in crate::decide) fn values(one: f64, other: f64) -> Self {
            Self(f64x2(one, other))
        }

        #[inline]
        pub(in crate::decide) fn same_value(value: f64) -> Self {
            Self(f64x2_splat(value))
        }

        #[inline]
        pub(in crate::decide) fn same_sum(sum: u64) -> Self {
            Self(u64x2_splat(sum))
        }

        #[inline]
        pub(in crate::decide) fn less(self, other: Self) -> Self {
            Self(f64x2_sub(self.0, other.0))
        }

        /// The sums and `share` where the values reach `cut`; NaN, which stands for absent, reaches none.
        #[inline]
        pub(in crate::decide) fn plus_where(self, values: Self, cut: Self, share: Self) -> Self {
            Self(u64x2_add(self.0, v128_and(f64x2_ge(values.0, cut.0), share.0)))
        }

        #[inline]
        pub(in crate::decide) fn sums(self) -> [u64; 2] {
            [u64x2_extract_lane::<0>(self.0), u64x2_extract_lane::<1>(self.0)]
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod plain {
    /// Two numbers as their bits, or two sums.
    #[derive(Clone, Copy, Debug)]
    pub(in crate::decide) struct Two([u64; 2]);

    impl Two {
        pub(in crate::decide) fn values(one: f64, other: f64) -> Self {
            Self([one.to_bits(), other.to_bits()])
        }

        pub(in crate::decide) fn same_value(value: f64) -> Self {
            Self::values(value, value)
        }

        pub(in crate::decide) fn same_sum(sum: u64) -> Self {
            Self([sum, sum])
        }

        pub(in crate::decide) fn less(self, other: Self) -> Self {
            let ([a, b], [c, d]) = (self.numbers(), other.numbers());
            Self::values(a - c, b - d)
        }

        /// The sums and `share` where the values reach `cut`; NaN, which stands for absent, reaches none.
        pub(in crate::decide) fn plus_where(self, values: Self, cut: Self, share: Self) -> Self {
            let ([a, b], [c, d]) = (values.numbers(), cut.numbers());
            let plus = |sum: u64, reaches: bool, share: u64| sum.wrapping_add(if reaches { share } else { 0 });
            Self([plus(self.0[0], a >= c, share.0[0]), plus(self.0[1], b >= d, share.0[1])])
        }

        pub(in crate::decide) fn sums(self) -> [u64; 2] {
            self.0
        }

        fn numbers(self) -> [f64; 2] {
            self.0.map(f64::from_bits)
        }
    }
}
