//! The notice of a result 结果告知书: one page of HTML, ready to print, with nothing to load and nothing to run.

use kernel::{Hundredths, Language};

use super::{
    escaped, percent,
    radar::{Axis, radar},
    starred,
};

/// The whole style of the page, which its policy names by its hash.
pub(in crate::rating) const STYLE: &str = "@page{size:A4;margin:15mm}*{box-sizing:border-box}\
body{margin:0 auto;max-width:174mm;font:11pt/1.45 \"Songti SC\",SimSun,\"Noto Serif CJK SC\",serif;color:#111}\
h1{font-size:18pt;text-align:center;margin:2mm 0 1mm}.flag{text-align:center;margin:0 0 2mm;color:#8a5a00}\
dl{display:grid;grid-template-columns:28mm 1fr;margin:0 0 4mm}dt{color:#555}dd{margin:0}\
.result{text-align:center;font-size:15pt;border:1px solid #b3261e;padding:3mm;margin:0 0 3mm}\
.stars{color:#b3261e;letter-spacing:2pt}svg{display:block;width:100%;max-height:68mm}\
table{width:100%;border-collapse:collapse;font-size:10pt}th,td{border:1px solid #999;padding:.6mm 2mm}\
td.n{text-align:right}.note{font-size:9pt;color:#333}.sign{margin-top:5mm;text-align:right}\
table,.result,.sign{break-inside:avoid}";

/// An aspect on a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rating) struct NoticeAspect {
    pub(in crate::rating) name: String,
    pub(in crate::rating) maximum: Hundredths,
    pub(in crate::rating) points: Option<Hundredths>,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rating) struct Notice {
    /// The area whose cycle it is.
    pub(in crate::rating) area: String,
    pub(in crate::rating) estate: String,
    pub(in crate::rating) enterprise: String,
    pub(in crate::rating) cycle: String,
    /// First and last day.
    pub(in crate::rating) period: (String, String),
    pub(in crate::rating) state: String,
    /// Whether it can be objected to.
    pub(in crate::rating) open: bool,
    /// Until which day and minute, where it can.
    pub(in crate::rating) until: Option<String>,
    /// The codes of its items of which an objection waits.
    pub(in crate::rating) disputed: Vec<String>,
    pub(in crate::rating) total: Hundredths,
    pub(in crate::rating) stars: Option<u8>,
    /// Place, of how many.
    pub(in crate::rating) place: (i32, i32),
    pub(in crate::rating) aspects: Vec<NoticeAspect>,
    pub(in crate::rating) vetoes: Vec<String>,
    /// Name, edition and status of the scheme.
    pub(in crate::rating) scheme: (String, i32, String),
    pub(in crate::rating) computed_on: String,
}

fn row(aspect: &NoticeAspect) -> String {
    let share = aspect.points.and_then(|points| percent(points, aspect.maximum));
    format!(
        "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
        escaped(&aspect.name),
        aspect.maximum,
        aspect.points.map_or("不计".to_owned(), |points| points.to_string()),
        share.map_or("—".to_owned(), |share| format!("{share}%")),
    )
}

fn head(one: &Notice) -> String {
    let fact = |name: &str, text: &str| format!("<dt>{name}</dt><dd>{}</dd>", escaped(text));
    let period = format!("{} 至 {}", one.period.0, one.period.1);
    [
        fact("评价区域", &one.area),
        fact("小区", &one.estate),
        fact("物业服务企业", &one.enterprise),
        fact("评价周期", &one.cycle),
        fact("起止日期", &period),
        fact("计分日期", &one.computed_on),
    ]
    .concat()
}

fn result(one: &Notice) -> String {
    let words = starred(one.stars, Language::Zh);
    let Some(stars) = one.stars else {
        return format!("<p class=\"result\">{words}:本周期没有可以计分的指标</p>");
    };
    let drawn: String = (1..=5).map(|number| if number <= stars { '★' } else { '☆' }).collect();
    let (place, of) = one.place;
    format!(
        "<p class=\"result\"><span class=\"stars\">{drawn}</span> {words} · 总分 <strong>{}</strong> 分 · \
         名次 {place}/{of}</p>",
        one.total
    )
}

fn vetoes(one: &Notice) -> String {
    if one.vetoes.is_empty() {
        return "<p>一票否决事项:无。</p>".to_owned();
    }
    let items: String =
        one.vetoes.iter().map(|veto| format!("<li>{}</li>", escaped(veto))).collect();
    format!("<p>一票否决事项(不予评星):</p><ul>{items}</ul>")
}

/// Until when it can be objected to, and which of its items someone objects to.
fn objecting(one: &Notice) -> String {
    if !one.open {
        return "<p class=\"note\">本结果已经公示并由人工定案。</p>".to_owned();
    }
    let until = one.until.as_ref().map(|at| format!("(截至{})", escaped(at))).unwrap_or_default();
    let disputed = if one.disputed.is_empty() {
        String::new()
    } else {
        let codes = escaped(&one.disputed.join("、"));
        format!("<p class=\"note\">已有异议、正在核实的项目:{codes}。核实后本结果可能更正。</p>")
    };
    format!(
        "<p class=\"note\">本结果正在公示。物业服务企业和小区业主对结果有异议的,可以在公示期内{until}以书面形式提出,\
         写明理由并附依据材料;逾期不再受理。</p>{disputed}"
    )
}

/// By which scheme it was scored, and what can be done about it.
fn notes(one: &Notice) -> String {
    let (name, edition, status) = &one.scheme;
    let objecting = objecting(one);
    format!(
        "<p class=\"note\">本结果依据《{}》(第{edition}版,性质:{})计算,各指标得分折算后汇总,总分四舍五入一次至0.01分。\
         “不计”表示该方面没有可以计分的指标,不是零分。评价结果本身不构成行政处罚。</p>{objecting}",
        escaped(name),
        escaped(status)
    )
}

/// The page.
pub(in crate::rating) fn notice(one: &Notice) -> String {
    let axes: Vec<Axis> = one
        .aspects
        .iter()
        .map(|aspect| Axis {
            label: aspect.name.clone(),
            percent: aspect.points.and_then(|points| percent(points, aspect.maximum)),
        })
        .collect();
    let rows: String = one.aspects.iter().map(row).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{estate} · 星级评价结果告知书</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>{STYLE}</style></head><body>\
         <h1>物业服务星级评价结果告知书</h1><p class=\"flag\">{state}</p><dl>{head}</dl>{result}{radar}\
         <table><thead><tr><th>方面</th><th>满分</th><th>得分</th><th>得分率</th></tr></thead><tbody>{rows}</tbody></table>\
         {vetoes}{notes}<p class=\"sign\">告知单位(盖章):____________________<br>日期:______年____月____日</p></body></html>\n",
        estate = escaped(&one.estate),
        state = escaped(&one.state),
        head = head(one),
        result = result(one),
        radar = radar(&axes),
        vetoes = vetoes(one),
        notes = notes(one),
    )
}

#[cfg(test)]
#[path = "notice_tests.rs"]
mod tests;
