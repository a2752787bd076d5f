//! How alike two words are in letters; what is longer than any word is only the same or not.

/// Longer runs of letters, in bytes, are no words: comparing them letter by letter would take the square of their length.
const LONGEST: usize = 80;

/// Letters to be put in, left out, changed or exchanged with the next (optimal string alignment).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    match () {
        () if a == b => 0,
        () if a.len().max(b.len()) > LONGEST => usize::MAX,
        () => strsim::osa_distance(a, b),
    }
}

/// Likeness after Jaro and Winkler, which a common beginning raises, from 0 to 1.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    match () {
        () if a == b => 1.0,
        () if a.len().max(b.len()) > LONGEST => 0.0,
        () => strsim::jaro_winkler(a, b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_letters_and_endless_ones_are_not() {
        assert_eq!((distance("Tenev", "Teneff"), distance("Tenev", "Tenev")), (2, 0));
        assert!(likeness("Tenev", "Teneff") > 0.85);
        let (a, b) = ("a".repeat(1_000_000), "b".repeat(1_000_000));
        assert_eq!((distance(&a, &b), likeness(&a, &b)), (usize::MAX, 0.0));
        assert_eq!((distance(&a, &a), likeness(&b, &b)), (0, 1.0));
    }
}
