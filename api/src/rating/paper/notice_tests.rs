//! What a notice says, and that it is a page of text whatever it is filled with.

use super::*;

fn one() -> Notice {
    let aspect = |name: &str, points: Option<i64>| NoticeAspect {
        name: name.to_owned(),
        maximum: Hundredths(1_400),
        points: points.map(Hundredths),
    };
    Notice {
        area: "龙岗区".to_owned(),
        estate: "和谐花园".to_owned(),
        enterprise: "安居物业".to_owned(),
        cycle: "2026年第一季度".to_owned(),
        period: ("2026-01-01".to_owned(), "2026-03-31".to_owned()),
        state: "公示中".to_owned(),
        open: true,
        until: Some("2026-04-14 00:00".to_owned()),
        disputed: Vec::new(),
        total: Hundredths(8_620),
        stars: Some(4),
        place: (3, 120),
        aspects: vec![aspect("党建引领", Some(1_249)), aspect("共建共治", None)],
        vetoes: Vec::new(),
        scheme: ("星级评价方案".to_owned(), 2, "复原设计(正式清单未公布)".to_owned()),
        computed_on: "2026-04-02".to_owned(),
    }
}

#[test]
fn a_notice_says_all_of_a_result() {
    let page = notice(&one());
    for text in [
        "龙岗区",
        "和谐花园",
        "安居物业",
        "2026年第一季度",
        "2026-01-01 至 2026-03-31",
        "公示中",
        "★★★★☆",
        "四星级",
        "<strong>86.20</strong>",
        "3/120",
        "<td class=\"n\">12.49</td><td class=\"n\">89%</td>",
        "<td class=\"n\">不计</td><td class=\"n\">—</td>",
        "<svg",
        "一票否决事项:无",
        "第2版",
        "复原设计(正式清单未公布)",
        "可以在公示期内(截至2026-04-14 00:00)以书面形式提出",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn what_is_disputed_is_named_while_it_is_open() {
    assert!(!notice(&one()).contains("已有异议"));
    let disputed = Notice { disputed: vec!["A8".to_owned(), "B1".to_owned()], ..one() };
    assert!(notice(&disputed).contains("已有异议、正在核实的项目:A8、B1。"));
    assert!(!notice(&Notice { open: false, ..disputed }).contains("已有异议"));
    let timeless = Notice { until: None, ..one() };
    assert!(notice(&timeless).contains("可以在公示期内以书面形式提出"));
}

#[test]
fn a_final_result_says_that_it_is() {
    let page = notice(&Notice { open: false, state: "已定案".to_owned(), ..one() });
    assert!(page.contains("已经公示并由人工定案") && !page.contains("可以在公示期内"));
}

#[test]
fn a_veto_is_named_and_nothing_rated_is_no_star() {
    let vetoed =
        Notice { stars: Some(0), vetoes: vec!["发生<较大>事故".to_owned()], ..one() };
    let page = notice(&vetoed);
    assert!(page.contains("<li>发生&lt;较大&gt;事故</li>") && page.contains("☆☆☆☆☆</span> 无星级"));
    let page = notice(&Notice { stars: None, ..one() });
    assert!(page.contains("未评定:本周期没有可以计分的指标") && !page.contains('★'));
}

#[test]
fn no_name_becomes_markup() {
    let bad = "\"'><script>alert(1)</script><!--".to_owned();
    let hostile = Notice {
        area: bad.clone(),
        estate: bad.clone(),
        enterprise: bad.clone(),
        cycle: bad.clone(),
        state: bad.clone(),
        until: Some(bad.clone()),
        disputed: vec![bad.clone()],
        vetoes: vec![bad.clone()],
        scheme: (bad.clone(), 1, bad.clone()),
        aspects: vec![NoticeAspect { name: bad, maximum: Hundredths(1), points: None }],
        ..one()
    };
    let page = notice(&hostile);
    assert!(!page.contains("<script") && !page.contains("<!--"), "{page}");
    assert_eq!(page.matches("<style>").count(), 1);
    for loading in ["src=", "href=", "url(", "@import", " on"] {
        assert!(!notice(&one()).contains(loading), "{loading}");
    }
}
