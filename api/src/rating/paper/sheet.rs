//! The rating sheet of one estate for spreadsheets: its indicators by aspect, sub-totals, and what they make together.

use ::rating::{Line, Score};
use kernel::{Bilingual, Hundredths, Language};

use super::starred;
use crate::export::{Cell, Layout, Row};

/// The first rows name the estate, the cycle and the scheme; the last of them names the columns.
pub(in crate::rating) const SHEET: Layout =
    Layout { name: "评分表", frozen: 5, widths: &[22, 8, 26, 8, 22, 22, 44, 8, 40] };

const fn said(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

const NAMES: [Bilingual; 9] = [
    said("方面", "Aspect"),
    said("代码", "Code"),
    said("指标", "Indicator"),
    said("满分", "Maximum"),
    said("评价主体", "Evaluator"),
    said("评价依据", "Found"),
    said("计分规则", "Rule"),
    said("得分", "Points"),
    said("备注", "Remark"),
];

/// Whose sheet it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rating) struct ScoreHead {
    pub(in crate::rating) estate: String,
    pub(in crate::rating) enterprise: String,
    /// The name of the cycle with its days.
    pub(in crate::rating) cycle: String,
    pub(in crate::rating) edition: i32,
    pub(in crate::rating) place: i32,
}

fn plain(cells: Vec<Cell>) -> Row {
    Row { cells, bold: false }
}

fn bold(cells: Vec<Cell>) -> Row {
    Row { cells, bold: true }
}

/// The rows above the indicators.
fn head(head: &ScoreHead, score: &Score<'_>, language: Language) -> Vec<Row> {
    let word = |zh, en| Cell::from(said(zh, en).in_language(language));
    let (scheme, zh) = (score.scheme, language == Language::Zh);
    let name = if zh { &scheme.name_zh } else { &scheme.name_en };
    let status = scheme.status.label().in_language(language);
    vec![
        bold(vec![word("物业服务星级评价评分表", "Rating sheet of property services")]),
        plain(vec![
            word("小区", "Estate"),
            Cell::NONE,
            head.estate.as_str().into(),
            Cell::NONE,
            word("物业服务企业", "Enterprise"),
            head.enterprise.as_str().into(),
        ]),
        plain(vec![
            word("评价周期", "Cycle"),
            Cell::NONE,
            head.cycle.as_str().into(),
            Cell::NONE,
            word("名次", "Place"),
            Cell::Whole(head.place.into()),
        ]),
        plain(vec![
            word("评分方案", "Scheme"),
            Cell::NONE,
            name.as_str().into(),
            Cell::NONE,
            word("版次与性质", "Edition and status"),
            format!("{} · {status}", head.edition).into(),
        ]),
        bold(NAMES.iter().map(|name| name.in_language(language).into()).collect()),
    ]
}

fn line(one: &Line<'_>, score: &Score<'_>, language: Language) -> Row {
    let (indicator, zh) = (one.indicator, language == Language::Zh);
    let name = if zh { &indicator.name_zh } else { &indicator.name_en };
    let aspect = if zh { &one.aspect.name_zh } else { &one.aspect.name_en };
    let mut remarks = vec![match one.standing {
        ::rating::Standing::Scored => one.arithmetic(),
        other => other.label().in_language(language).to_owned(),
    }];
    let beside = score.unchecked.iter().filter(|found| std::ptr::eq(found.indicator, indicator));
    remarks.extend(beside.map(|found| {
        let word = said("未整体检查,另从总分扣", "not inspected as a whole, taken off the total:");
        format!("{} {} ({})", word.in_language(language), found.points, found.count)
    }));
    let evaluator = one.evaluator.map(|who| who.label().in_language(language));
    plain(vec![
        aspect.as_str().into(),
        indicator.code.as_str().into(),
        name.as_str().into(),
        Cell::Points(indicator.maximum),
        evaluator.unwrap_or_default().into(),
        one.found(language).into(),
        indicator.rule(language).into(),
        if one.standing.counts() { Cell::Points(one.points.rounded()) } else { Cell::NONE },
        remarks.join("; ").into(),
    ])
}

/// A row with a name, a maximum and points.
fn sum(
    name: [Cell; 2],
    maximum: Option<Hundredths>,
    points: Option<Hundredths>,
    remark: Cell,
) -> Row {
    let [aspect, name] = name;
    let points_or_none = |points: Option<Hundredths>| points.map_or(Cell::NONE, Cell::Points);
    let gap = || Cell::NONE;
    let maximum = points_or_none(maximum);
    bold(vec![aspect, gap(), name, maximum, gap(), gap(), gap(), points_or_none(points), remark])
}

/// The rows under the indicators: what is added and taken off, the total, the stars, the vetoes.
fn foot(score: &Score<'_>, language: Language) -> Vec<Row> {
    let word = |zh, en| Cell::from(said(zh, en).in_language(language));
    let zh = language == Language::Zh;
    let all =
        |name: Cell, points: Hundredths| sum([name, Cell::NONE], None, Some(points), Cell::NONE);
    let mut rows = vec![all(word("基础分", "Base"), score.base.rounded())];
    rows.extend(score.bonus.iter().map(|(item, points)| {
        let name = if zh { &item.name_zh } else { &item.name_en };
        plain(
            sum(
                [item.code.as_str().into(), name.as_str().into()],
                Some(item.maximum),
                Some(*points),
                Cell::NONE,
            )
            .cells,
        )
    }));
    rows.push(all(word("加分(计入)", "Bonus that counts"), score.bonus_counted));
    let off = score.unchecked.iter().map(|one| one.points.0).sum();
    rows.push(all(
        word("未整体检查的扣分", "Taken off for what was not inspected as a whole"),
        Hundredths(off),
    ));
    rows.push(all(word("总分", "Total"), score.total));
    let stars = starred(score.stars, language);
    rows.push(bold(vec![word("星级", "Stars"), Cell::NONE, stars.into()]));
    let vetoes = score.scheme.vetoes.iter().filter(|one| score.vetoes.contains(&one.code));
    rows.extend(vetoes.map(|one| {
        let name = if zh { &one.name_zh } else { &one.name_en };
        plain(vec![word("一票否决", "Veto"), one.code.as_str().into(), name.as_str().into()])
    }));
    rows
}

/// All rows of the sheet.
pub(in crate::rating) fn score_rows(
    whose: &ScoreHead,
    score: &Score<'_>,
    language: Language,
) -> Vec<Row> {
    let mut rows = head(whose, score, language);
    for aspect in &score.aspects {
        let own = score.lines.iter().filter(|line| std::ptr::eq(line.aspect, aspect.aspect));
        rows.extend(own.map(|one| line(one, score, language)));
        let name =
            if language == Language::Zh { &aspect.aspect.name_zh } else { &aspect.aspect.name_en };
        let remark = if aspect.counted == aspect.aspect.maximum {
            Cell::NONE
        } else {
            let word = said("按计入满分折算:", "rescaled from:").in_language(language);
            format!("{word} {}", aspect.counted).into()
        };
        let points = aspect.points.as_ref().map(::rating::Exact::rounded);
        let word = said("小计", "Sub-total").in_language(language);
        rows.push(sum(
            [name.as_str().into(), word.into()],
            Some(aspect.aspect.maximum),
            points,
            remark,
        ));
    }
    rows.extend(foot(score, language));
    rows
}
