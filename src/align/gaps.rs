//! Between the anchors of a chain: the best way to cut both sides into links n:m and segments of one side alone.
//!
//! A place (row, column) of a gap is a cut between segments on both sides; the search goes from place to place, over an
//! anchor into the next gap, so that an anchor may take in what stands beside it.

use super::vectors::Vectors;
use crate::pair::{Pair, Side};

/// Most segments on a side of a link.
pub(super) const WIDEST: usize = 5;
/// Share of a segment's weight that must be found in the other text, above a part of what is found by chance.
const LEAST: f32 = 0.24;
const OF_CHANCE: f32 = 0.2;
/// The demand grows so much with the logarithm of the length of a gap's shorter side,
const GROWTH: f32 = 0.16;
/// from where that is one less than this on.
const USUAL: f32 = 4.0;
/// Segments whose mean weight is so many times below the other side's are the lighter,
pub(super) const LIGHTER: f32 = 1.5;
/// and several of them say what one of the other side does. What each segment beyond one on a side must bring, as weight:
/// less for lighter ones, by the square of how much they are;
const EXTRA: f32 = 1.94;
/// and each beyond one on both sides, times that.
const BOTH: f32 = 1.6;
/// Of two or more segments on a side, each must find this share of its weight.
const MEMBER: f32 = 0.28;
/// Heavy groups weigh less than their sum: the gain is divided by their weight to this power.
const DAMPING: f32 = 0.216;
/// Places of a gap that are searched; a larger one keeps its pairs for the search after this one.
const LARGEST: usize = 20_000;

/// What stands between two anchors, and the best way to every place in it.
struct Gap {
    rows: Vec<usize>,
    columns: Vec<usize>,
    cells: Vec<Cell>,
}

/// The best way to a place: what it wins, and the gap and place before the last step.
#[derive(Clone, Copy)]
struct Cell {
    gain: f32,
    from: Option<(usize, usize, usize)>,
}

impl Gap {
    fn new((rows, columns): (Vec<usize>, Vec<usize>)) -> Self {
        let places = (rows.len() + 1) * (columns.len() + 1);
        let (rows, columns) = if places > LARGEST { (Vec::new(), Vec::new()) } else { (rows, columns) };
        let cell = Cell { gain: f32::NEG_INFINITY, from: None };
        let cells = vec![cell; (rows.len() + 1) * (columns.len() + 1)];
        Self { rows, columns, cells }
    }

    fn at(&self, row: usize, column: usize) -> Cell {
        self.cells[row * (self.columns.len() + 1) + column]
    }

    fn offer(&mut self, (row, column): (usize, usize), gain: f32, from: (usize, usize, usize)) {
        let width = self.columns.len() + 1;
        let cell = &mut self.cells[row * width + column];
        if gain > cell.gain {
            *cell = Cell { gain, from: Some(from) };
        }
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.columns.is_empty()
    }
}

/// The search over one chain.
pub(super) struct Search<'a> {
    vectors: &'a mut Vectors,
    /// Share of a segment that must be found.
    least: Pair<f32>,
    /// How many times that is asked for in the gap that is searched.
    demand: f32,
    /// What a segment beyond one costs on each side, in `EXTRA`.
    price: Pair<f32>,
    /// May these two be linked at all?
    fits: &'a dyn Fn(usize, usize) -> bool,
}

impl<'a> Search<'a> {
    /// `chance` is the share of a segment that is found in the other text by chance.
    pub fn new(vectors: &'a mut Vectors, chance: Pair<f32>, fits: &'a dyn Fn(usize, usize) -> bool) -> Self {
        Self {
            least: chance.map(|chance| LEAST + OF_CHANCE * chance),
            demand: 1.0,
            price: Pair::from_fn(|side| (LIGHTER * vectors.heavier(side)).min(1.0).powi(2)),
            vectors,
            fits,
        }
    }

    /// Links of a chain: its anchors, grown, and those found in the gaps: before the first, between each two, behind the
    /// last.
    pub fn links(
        &mut self,
        chain: &[(usize, usize)],
        gaps: Vec<(Vec<usize>, Vec<usize>)>,
    ) -> Vec<Pair<Vec<usize>>> {
        let mut gaps: Vec<Gap> = gaps.into_iter().map(Gap::new).collect();
        if let Some(first) = gaps.first_mut() {
            first.cells[0].gain = 0.0;
        }
        for k in 0..gaps.len() {
            self.demand = demand(gaps[k].rows.len().min(gaps[k].columns.len()));
            self.inside(&mut gaps[k], k);
            self.demand = 1.0;
            if let Some(&anchor) = chain.get(k) {
                self.across(&mut gaps, k, anchor);
            }
        }
        trace(&gaps, chain)
    }

    /// What is won by linking a group, above leaving all of it out, by what each side holds of the other.
    fn gain(&self, counts: (usize, usize), held: Pair<f32>, weight: Pair<f32>) -> f32 {
        let shared = 2.0 * held.original.min(held.rewrite);
        let cost = self.cost(weight);
        #[allow(clippy::cast_precision_loss, reason = "a few")]
        let (rows, columns, both) =
            ((counts.0 - 1) as f32, (counts.1 - 1) as f32, (counts.0.min(counts.1) - 1) as f32);
        let more = self.price.original * rows + self.price.rewrite * columns;
        (shared - cost) / (weight.original + weight.rewrite).powf(DAMPING) - EXTRA * (more + BOTH * both)
    }

    /// What must be shared at least.
    fn cost(&self, weight: Pair<f32>) -> f32 {
        self.demand * (self.least.original * weight.original + self.least.rewrite * weight.rewrite)
    }

    fn group_gain(&mut self, rows: &[usize], columns: &[usize]) -> f32 {
        let group = Pair::new(rows, columns);
        let mut held = Pair::new(0.0, 0.0);
        for side in Side::BOTH {
            let least = if group[side].len() > 1 { MEMBER } else { 0.0 };
            let Some(sum) = self.vectors.held_each(side, group[side], group[side.other()], least) else {
                return f32::NEG_INFINITY;
            };
            held[side] = sum;
        }
        let weight =
            Pair::new(self.vectors.weight(Side::Original, rows), self.vectors.weight(Side::Rewrite, columns));
        self.gain((rows.len(), columns.len()), held, weight)
    }

    fn fit(&self, rows: &[usize], columns: &[usize]) -> bool {
        rows.iter().all(|&i| columns.iter().all(|&j| (self.fits)(i, j)))
    }

    /// From place to place of one gap.
    fn inside(&mut self, gap: &mut Gap, k: usize) {
        let (height, width) = (gap.rows.len(), gap.columns.len());
        let held = self.pairs_held(gap);
        for i in 0..=height {
            for j in 0..=width {
                let gain = gap.at(i, j).gain;
                if gain == f32::NEG_INFINITY {
                    continue;
                }
                if i < height {
                    gap.offer((i + 1, j), gain, (k, i, j));
                }
                if j < width {
                    gap.offer((i, j + 1), gain, (k, i, j));
                }
                self.blocks(gap, &held, (i, j), |gap, (down, right), won| {
                    gap.offer((i + down, j + right), gain + won, (k, i, j));
                });
            }
        }
    }

    /// Calls back for each block from a place on that wins something, with its size.
    fn blocks(
        &mut self,
        gap: &mut Gap,
        held: &[Pair<f32>],
        at: (usize, usize),
        mut each: impl FnMut(&mut Gap, (usize, usize), f32),
    ) {
        let (height, width) = (gap.rows.len(), gap.columns.len());
        // What the rows so far hold of each column, and it of them.
        let mut sums = [Pair::new(0.0, 0.0); WIDEST];
        let mut weight = Pair::new(0.0, 0.0);
        for down in 1..=WIDEST.min(height - at.0) {
            let row = at.0 + down - 1;
            weight.original += self.vectors.mass.original[gap.rows[row]];
            weight.rewrite = 0.0;
            let mut most = Pair::new(0.0, 0.0);
            for right in 1..=WIDEST.min(width - at.1) {
                let column = at.1 + right - 1;
                weight.rewrite += self.vectors.mass.rewrite[gap.columns[column]];
                let (sum, pair) = (&mut sums[right - 1], held[row * width + column]);
                sum.original += pair.original;
                sum.rewrite += pair.rewrite;
                most.original += sum.original;
                most.rewrite += sum.rewrite;
                let won = self.block_gain(gap, at, (down, right), most, weight);
                if won > 0.0 {
                    each(gap, (down, right), won);
                }
            }
        }
    }

    /// Weight that each row and column of a gap hold of each other, row by row.
    fn pairs_held(&mut self, gap: &Gap) -> Vec<Pair<f32>> {
        let width = gap.columns.len();
        let mut held = vec![Pair::new(0.0, 0.0); gap.rows.len() * width];
        if width == 0 {
            return held;
        }
        for (at, &row) in gap.rows.iter().enumerate() {
            self.vectors.held_by(Side::Original, row, &gap.columns, |column, weight| {
                held[at * width + column].rewrite = weight;
            });
        }
        for (at, &column) in gap.columns.iter().enumerate() {
            self.vectors.held_by(Side::Rewrite, column, &gap.rows, |row, weight| {
                held[row * width + at].original = weight;
            });
        }
        held
    }

    /// Gain of a block of a gap; measured only where the sum over its pairs, which is never less, could win.
    fn block_gain(
        &mut self,
        gap: &Gap,
        at: (usize, usize),
        size: (usize, usize),
        most: Pair<f32>,
        weight: Pair<f32>,
    ) -> f32 {
        // What is shared must pay for itself before anything else is asked.
        if 2.0 * most.original.min(most.rewrite) <= self.cost(weight) {
            return f32::NEG_INFINITY;
        }
        let bound = self.gain(size, most, weight);
        let (rows, columns) = (&gap.rows[at.0..at.0 + size.0], &gap.columns[at.1..at.1 + size.1]);
        if bound <= 0.0 || !self.fit(rows, columns) {
            return f32::NEG_INFINITY;
        }
        if size == (1, 1) { bound } else { self.group_gain(rows, columns) }
    }

    /// From the last places of a gap over its anchor to the first places of the next.
    fn across(&mut self, gaps: &mut [Gap], k: usize, anchor: (usize, usize)) {
        let (height, width) = (gaps[k].rows.len(), gaps[k].columns.len());
        let (below, right) = (gaps[k + 1].rows.len(), gaps[k + 1].columns.len());
        let alone = gaps[k].is_empty() && gaps[k + 1].is_empty();
        for i in height.saturating_sub(WIDEST - 1)..=height {
            for j in width.saturating_sub(WIDEST - 1)..=width {
                let gain = gaps[k].at(i, j).gain;
                if gain == f32::NEG_INFINITY {
                    continue;
                }
                let mut rows = gaps[k].rows[i..].to_vec();
                rows.push(anchor.0);
                for down in 0..=WIDEST.saturating_sub(rows.len()).min(below) {
                    rows.truncate(height - i + 1);
                    rows.extend(&gaps[k + 1].rows[..down]);
                    let mut columns = gaps[k].columns[j..].to_vec();
                    columns.push(anchor.1);
                    for over in 0..=WIDEST.saturating_sub(columns.len()).min(right) {
                        columns.truncate(width - j + 1);
                        columns.extend(&gaps[k + 1].columns[..over]);
                        let single = rows.len() + columns.len() == 2;
                        let won = match () {
                            () if alone => 0.0,
                            () if single || self.fit(&rows, &columns) => self.group_gain(&rows, &columns),
                            () => continue,
                        };
                        gaps[k + 1].offer((down, over), gain + won, (k, i, j));
                    }
                }
            }
        }
    }
}

/// The longer the shorter side of a gap, the less its ends tell where a segment belongs, and the more must be found there.
fn demand(length: usize) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "segments of a gap")]
    let more = 1.0 + GROWTH * ((length + 1) as f32 / USUAL).ln();
    more.max(1.0)
}

/// Walks back from the end.
fn trace(gaps: &[Gap], chain: &[(usize, usize)]) -> Vec<Pair<Vec<usize>>> {
    let mut links = Vec::new();
    let Some(last) = gaps.last() else { return links };
    let mut at = (gaps.len() - 1, last.rows.len(), last.columns.len());
    while let Some(from) = gaps[at.0].at(at.1, at.2).from {
        let here = &gaps[from.0];
        let mut group = Pair::new(here.rows[from.1..].to_vec(), here.columns[from.2..].to_vec());
        if from.0 == at.0 {
            group.original.truncate(at.1 - from.1);
            group.rewrite.truncate(at.2 - from.2);
        } else {
            group.original.push(chain[from.0].0);
            group.original.extend(&gaps[at.0].rows[..at.1]);
            group.rewrite.push(chain[from.0].1);
            group.rewrite.extend(&gaps[at.0].columns[..at.2]);
        }
        if !group.original.is_empty() && !group.rewrite.is_empty() {
            links.push(group);
        }
        at = from;
    }
    links.reverse();
    links
}
