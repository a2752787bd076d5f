//! Anchors: pairs that are each other's best by far, and the chains in which they keep their order.

use super::Candidate;
use super::vectors::Vectors;

/// An anchor is at least this alike,
const LEAST: f64 = 0.385;
/// by so much more than either is like any other segment,
const MARGIN: f64 = 0.065;
/// and so heavy, each side: a few rare words.
const WEIGHT: f32 = 15.0;

/// The candidates that are each other's best, and by far.
pub(super) fn anchors(
    candidates: &[Candidate],
    vectors: &Vectors,
    free: impl Fn(usize, usize) -> bool,
) -> Vec<Candidate> {
    let mut best = vectors.mass.as_ref().map(|mass| vec![(0.0_f64, 0.0_f64); mass.len()]);
    let note = |(first, second): &mut (f64, f64), score: f64| {
        if score > *first {
            (*first, *second) = (score, *first);
        } else if score > *second {
            *second = score;
        }
    };
    for &(i, j, score) in candidates.iter().filter(|(i, j, _)| free(*i, *j)) {
        note(&mut best.original[i], score);
        note(&mut best.rewrite[j], score);
    }
    let alone = |(first, second): (f64, f64), score: f64| score >= first && score >= second + MARGIN;
    let holds = |&(i, j, score): &Candidate| {
        score >= LEAST
            && vectors.mass.original[i].min(vectors.mass.rewrite[j]) >= WEIGHT
            && free(i, j)
            && alone(best.original[i], score)
            && alone(best.rewrite[j], score)
    };
    candidates.iter().copied().filter(holds).collect()
}

/// The heaviest chain of pairs that ascend on both sides, in order: n log n by a Fenwick tree over the rewrite.
pub(super) fn heaviest_chain(pairs: &[Candidate]) -> Vec<Candidate> {
    const NONE: usize = usize::MAX;
    let mut sorted = pairs.to_vec();
    sorted.sort_by_key(|&(i, j, _)| (i, std::cmp::Reverse(j)));
    let size = sorted.iter().map(|pair| pair.1 + 1).max().unwrap_or(0);
    // Weight and last pair of the heaviest chain that ends at or before a place.
    let mut tree: Vec<(f64, usize)> = vec![(0.0, NONE); size + 1];
    let mut before = vec![NONE; sorted.len()];
    let mut top = (0.0, NONE);
    for (at, &(_, j, score)) in sorted.iter().enumerate() {
        let (mut heaviest, mut index) = ((0.0, NONE), j);
        while index > 0 {
            if tree[index].0 > heaviest.0 {
                heaviest = tree[index];
            }
            index &= index - 1;
        }
        before[at] = heaviest.1;
        let here = (heaviest.0 + score, at);
        let mut index = j + 1;
        while index <= size {
            if here.0 > tree[index].0 {
                tree[index] = here;
            }
            index += index & index.wrapping_neg();
        }
        if here.0 > top.0 {
            top = here;
        }
    }
    let mut chain = Vec::new();
    let mut at = top.1;
    while at != NONE {
        chain.push(sorted[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_leaves_out_what_crosses_it() {
        let pairs = [(0, 2, 0.9), (1, 0, 0.5), (2, 1, 0.6), (3, 3, 0.5)];
        assert_eq!(heaviest_chain(&pairs), [(1, 0, 0.5), (2, 1, 0.6), (3, 3, 0.5)]);
        assert!(heaviest_chain(&[]).is_empty());
    }
}
