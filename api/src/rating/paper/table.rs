//! The results of one cycle for spreadsheets: a row for each estate, in the order of the league table.

use ::rating::{Computed, Scheme};
use kernel::{Bilingual, Language};
use persistence::rating::ScoreNames;

use super::starred;
use crate::export::{Cell, Layout, Row};

pub(in crate::rating) const TABLE: Layout =
    Layout { name: "成绩表", frozen: 1, widths: &[6, 14, 14, 24, 28, 10, 10] };

const NAMES: [Bilingual; 7] = [
    Bilingual { zh: "名次", en: "Place" },
    Bilingual { zh: "街道", en: "Street" },
    Bilingual { zh: "社区", en: "Community" },
    Bilingual { zh: "小区", en: "Estate" },
    Bilingual { zh: "物业服务企业", en: "Enterprise" },
    Bilingual { zh: "总分", en: "Total" },
    Bilingual { zh: "星级", en: "Stars" },
];
const VETOES: Bilingual = Bilingual { zh: "一票否决", en: "Vetoes" };
const WITHOUT_SOURCE: Bilingual =
    Bilingual { zh: "数据来源未接入的指标", en: "Indicators without a source" };

/// The names of the columns: those of every scheme, then its aspects with their maxima.
pub(in crate::rating) fn table_names(scheme: &Scheme, language: Language) -> Row {
    let word = |one: &Bilingual| Cell::from(one.in_language(language));
    let mut cells: Vec<Cell> = NAMES.iter().map(word).collect();
    cells.extend(scheme.aspects.iter().map(|one| {
        let name = if language == Language::Zh { &one.name_zh } else { &one.name_en };
        format!("{} {name} ({})", one.code, one.maximum).into()
    }));
    cells.extend([word(&VETOES), word(&WITHOUT_SOURCE)]);
    Row { cells, bold: true }
}

/// The row of an estate.
pub(in crate::rating) fn table_row(
    scheme: &Scheme,
    score: &Computed,
    names: &ScoreNames,
    language: Language,
) -> Row {
    let mut cells = vec![
        Cell::Whole(score.place.into()),
        names.street.as_str().into(),
        names.community.as_str().into(),
        names.estate.as_str().into(),
        names.enterprise.as_str().into(),
        Cell::Points(score.total),
        starred(score.stars, language).into(),
    ];
    let points =
        scheme.aspects.iter().enumerate().map(|(at, _)| score.aspects.get(at).copied().flatten());
    cells.extend(points.map(|points| points.map_or(Cell::NONE, Cell::Points)));
    let vetoes: Vec<&str> = score.inputs.vetoes.iter().map(String::as_str).collect();
    cells.push(vetoes.join(" ").into());
    cells.push(score.without_source.join(" ").into());
    Row { cells, bold: false }
}
