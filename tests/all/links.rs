//! Which sentences are linked, on articles that a rewrite has turned over.

use factdiff::align::{Alignment, align};
use factdiff::{Config, Document, Pair, Source, check};

const HARBOUR: [&str; 8] = [
    "The harbour of Ostrell will be dredged for the first time in thirty years, the port said on Tuesday.",
    "Two ships from Norway are to take 400,000 cubic metres of mud out of the basin.",
    "Fishermen had asked for the work since their boats ran aground last spring.",
    "Ilva Brandt, the harbour master, called the decision a relief for the whole town.",
    "A seal colony lives on the sandbank at the mouth of the river.",
    "Biologists fear that the noise will drive the animals away.",
    "Opponents have collected 3,200 signatures against a new quay.",
    "Mayor Tom Hask has not said how he will vote.",
];
const REWORDED: [&str; 8] = [
    "For the first time in thirty years, the harbour of Ostrell is to be dredged, said the port on Tuesday.",
    "400,000 cubic metres of mud will be taken out of the basin by two ships from Norway.",
    "Since their boats ran aground last spring, fishermen had been asking for the work.",
    "Harbour master Ilva Brandt called the decision a relief for the entire town.",
    "On the sandbank at the river's mouth there lives a colony of seals.",
    "The noise, biologists fear, will drive away the animals.",
    "Against a new quay, opponents have collected 3,200 signatures.",
    "How he will vote Mayor Tom Hask has not said.",
];

fn linked(original: &str, rewrite: &str) -> Vec<(Vec<usize>, Vec<usize>)> {
    let read = |text: &str| Document::read(&Source::text(text), &Default::default());
    let Alignment { links, .. } = align(&Pair::new(read(original), read(rewrite)));
    links.into_iter().map(|link| (link.segments.original, link.segments.rewrite)).collect()
}

fn single(pairs: &[(usize, usize)]) -> Vec<(Vec<usize>, Vec<usize>)> {
    pairs.iter().map(|&(i, j)| (vec![i], vec![j])).collect()
}

#[test]
fn a_moved_paragraph_costs_nothing() {
    let (head, tail) = REWORDED.split_at(5);
    let rewrite = format!("{}\n\n{}", tail.join(" "), head.join(" "));
    let expected: Vec<(usize, usize)> = (0..8).map(|i| (i, (i + 3) % 8)).collect();
    assert_eq!(linked(&HARBOUR.join(" "), &rewrite), single(&expected));
    let report =
        check(&Pair::new(Source::text(HARBOUR.join(" ")), Source::text(rewrite)), &Config::default());
    assert_eq!(report.findings.len(), 0);
}

#[test]
fn refrains_and_scores_are_linked_in_their_turn() {
    let original = "- Ardel 3\n- Brisk 1\n- Corran 3\n\nThe choir of Ardel sang. Nobody clapped. The choir of Brisk sang about rain. Nobody clapped.";
    let rewrite = "- Ardel 3\n- Brisk 1\n- Corran 3\n\nArdel's choir sang. Nobody clapped. Brisk's choir sang about the rain. Nobody clapped.";
    assert_eq!(linked(original, rewrite), single(&(0..7).map(|i| (i, i)).collect::<Vec<_>>()));
}

#[test]
fn a_sentence_spread_over_three_is_linked_to_all_of_them() {
    let original = "The choir was praised. Jury head Mara Oldt, 71, praised Corran for its courage and said that the 12 basses had practised since January, while the hall was being rebuilt for 3 million euros by a firm from Norway. The prize was shared.";
    let rewrite = "The choir was praised. Mara Oldt, the 71-year-old head of the jury, praised Corran for its courage. She said that its 12 basses had practised since January. Meanwhile a Norwegian firm was rebuilding the hall for 3 million euros. The prize was shared.";
    assert_eq!(linked(original, rewrite), [(vec![0], vec![0]), (vec![1], vec![1, 2, 3]), (vec![2], vec![4])]);
}

#[test]
fn headings_captions_and_bullets_find_their_partner() {
    let original = "# Song contest of Ardel ends in a draw\n\nThe jury could not decide.\n\n- Ardel sang of the harbour\n- Corran sang of rain\n\n![The choir of Corran in its red coats on the stage](x.jpg)\n\nThe prize was shared.";
    let rewrite = "# Draw at the Ardel song contest\n\nThe prize was shared.\n\n![Corran's choir on the stage in red coats](x.jpg)\n\n- Of rain, Corran sang\n- Of the harbour, Ardel sang\n\nThe jury was unable to decide.";
    assert_eq!(linked(original, rewrite), single(&[(0, 0), (1, 5), (2, 4), (3, 3), (4, 2), (5, 1)]));
}

#[test]
fn half_an_article_is_a_rewrite_that_tells_how_much_it_carries() {
    let half: Vec<&str> = REWORDED.iter().copied().step_by(2).collect();
    let config = Config::default();
    let report = check(&Pair::new(Source::text(HARBOUR.join(" ")), Source::text(half.join(" "))), &config);
    assert_eq!(report.verdict, factdiff::verdict::Verdict::Rewrite);
    assert!((0.4..0.65).contains(&report.coverage.original), "{}", report.coverage.original);
    assert_eq!(report.findings.iter().filter(|f| f.rule == "sentence-dropped").count(), 4);
}

#[test]
fn a_rewrite_that_breaks_off_is_one_finding() {
    let rewrite = format!("{} The noise, biologists fear, will", REWORDED[..5].join(" "));
    let report =
        check(&Pair::new(Source::text(HARBOUR.join(" ")), Source::text(rewrite)), &Config::default());
    let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["sentence-dropped"]);
}

#[test]
fn an_unrelated_sentence_between_two_halves_of_one_is_added() {
    let original = HARBOUR.join(" ");
    let added = "The price of copper rose to a new high in Lima.";
    let rewrite = original.replace(" out of the basin.", &format!(" out of the basin. {added}"));
    assert!(linked(&original, &rewrite).contains(&(vec![], vec![2])));
}
