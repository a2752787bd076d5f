//! A table of places by the hash of their words, as bytes: written when the program is built, read where it lies.

/// Bytes of an entry: where a line begins, plus one; 0 is an empty entry.
const ENTRY: usize = 4;

/// FNV-1a (Fowler, Noll and Vo), 64 bits: the same on every machine.
fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The first entry to look at, of `entries` (a power of two).
#[allow(clippy::cast_possible_truncation, reason = "less than the number of entries")]
fn first(word: &str, entries: usize) -> usize {
    let hash = hash(word);
    (hash ^ (hash >> 32)) as usize & (entries - 1)
}

/// The index of a list: one word a line, up to a space.
#[allow(dead_code, reason = "used by the build script")]
pub fn of(list: &str) -> Vec<u8> {
    let entries = (list.lines().count() * 3 / 2).next_power_of_two();
    let mut index = vec![0; entries * ENTRY];
    let mut begin = 0_u32;
    for line in list.split_inclusive('\n') {
        let word = line.trim_end().split(' ').next().unwrap_or_default();
        let mut at = first(word, entries);
        while index[at * ENTRY..][..ENTRY] != [0; ENTRY] {
            at = (at + 1) % entries;
        }
        index[at * ENTRY..][..ENTRY].copy_from_slice(&(begin + 1).to_le_bytes());
        begin += u32::try_from(line.len()).unwrap_or_default();
    }
    index
}

/// Where the lines begin that may be the word's.
#[allow(dead_code, reason = "not used by the build script")]
pub fn places<'a>(index: &'a [u8], word: &str) -> impl Iterator<Item = usize> + use<'a> {
    let entries = index.len() / ENTRY;
    let start = if entries == 0 { 0 } else { first(word, entries) };
    (0..entries).map_while(move |step| {
        let at = (start + step) & (entries - 1);
        let entry = index[at * ENTRY..].first_chunk::<ENTRY>()?;
        u32::from_le_bytes(*entry).checked_sub(1).map(|place| place as usize)
    })
}
