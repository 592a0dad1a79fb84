//! The aspects of a result as a radar chart in SVG.

use std::f64::consts::TAU;

use super::{cut, escaped};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 340.0;
const RADIUS: f64 = 120.0;
/// Between the outer ring and the labels.
const GAP: f64 = 14.0;
/// Characters of a label.
const LABEL: usize = 12;

/// An axis of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) label: String,
    /// Whole per cent of the maximum; none where nothing counts: such an axis has no corner, for it is not zero.
    pub(super) percent: Option<i64>,
}

/// A point so many per cent out on an axis of several; the first points up, the others follow clockwise.
fn point(at: usize, of: usize, percent: f64) -> (f64, f64) {
    let turn = TAU * (at as f64) / (of.max(1) as f64);
    let out = RADIUS * percent / 100.0;
    (WIDTH / 2.0 + out * turn.sin(), HEIGHT / 2.0 - out * turn.cos())
}

fn spoke(at: usize, of: usize) -> String {
    let (x, y) = point(at, of, 100.0);
    let (cx, cy) = (WIDTH / 2.0, HEIGHT / 2.0);
    format!("<line x1=\"{cx:.1}\" y1=\"{cy:.1}\" x2=\"{x:.1}\" y2=\"{y:.1}\" stroke=\"#b8c0c8\"/>")
}

fn label(at: usize, of: usize, axis: &Axis) -> String {
    let (x, y) = point(at, of, 100.0 * (1.0 + GAP / RADIUS));
    let anchor = match x - WIDTH / 2.0 {
        aside if aside > 1.0 => "start",
        aside if aside < -1.0 => "end",
        _ => "middle",
    };
    let share = axis.percent.map_or("不计".to_owned(), |share| format!("{share}%"));
    let name = escaped(&cut(&axis.label, LABEL));
    format!(
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" dominant-baseline=\"middle\" font-size=\"13\" \
         fill=\"#222\">{name} {share}</text>"
    )
}

/// The whole chart: rings at each fifth, a spoke and a label for each axis, and the area of what was reached.
pub(super) fn radar(axes: &[Axis]) -> String {
    let of = axes.len();
    let (cx, cy) = (WIDTH / 2.0, HEIGHT / 2.0);
    let rings: String = (1..=5)
        .map(|fifth| {
            let r = RADIUS * f64::from(fifth) / 5.0;
            format!("<circle cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"{r:.1}\" fill=\"none\" stroke=\"#dfe4e8\"/>")
        })
        .collect();
    let spokes: String = (0..of).map(|at| spoke(at, of)).collect();
    let reached = axes.iter().enumerate().filter_map(|(at, axis)| {
        let share = i32::try_from(axis.percent?.clamp(0, 100)).unwrap_or(0);
        Some(point(at, of, f64::from(share)))
    });
    let corners: Vec<String> = reached.clone().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let dots: String = reached
        .map(|(x, y)| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#b3261e\"/>"))
        .collect();
    let labels: String = axes.iter().enumerate().map(|(at, axis)| label(at, of, axis)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"各方面得分率\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\
         {rings}{spokes}<polygon points=\"{}\" fill=\"#b3261e\" fill-opacity=\"0.18\" stroke=\"#b3261e\" \
         stroke-width=\"2\"/>{dots}{labels}</svg>",
        corners.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(shares: &[Option<i64>]) -> Vec<Axis> {
        shares.iter().map(|percent| Axis { label: "方面".to_owned(), percent: *percent }).collect()
    }

    fn corners(svg: &str) -> &str {
        svg.split("points=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap()
    }

    #[test]
    fn corners_stand_where_their_shares_put_them() {
        for (shares, at) in [
            (vec![Some(100); 4], "320.0,50.0 440.0,170.0 320.0,290.0 200.0,170.0"),
            (
                vec![Some(50), Some(0), Some(25), Some(100)],
                "320.0,110.0 320.0,170.0 320.0,200.0 200.0,170.0",
            ),
            (vec![Some(100); 3], "320.0,50.0 423.9,230.0 216.1,230.0"),
            (vec![Some(100), None, Some(100), Some(140)], "320.0,50.0 320.0,290.0 200.0,170.0"),
            (vec![Some(30)], "320.0,134.0"),
            (vec![], ""),
        ] {
            assert_eq!(corners(&radar(&axes(&shares))), at, "{shares:?}");
        }
    }

    #[test]
    fn every_axis_has_its_spoke_and_its_label() {
        let chart =
            radar(&axes(&[Some(85), None, Some(0), Some(1), Some(2), Some(3), Some(4), Some(5)]));
        assert_eq!(chart.matches("<line").count(), 8);
        assert_eq!(chart.matches("<text").count(), 8);
        assert_eq!(chart.matches("r=\"3\"").count(), 7);
        for text in [">方面 85%<", ">方面 不计<", ">方面 0%<"] {
            assert!(chart.contains(text), "{text}");
        }
        let anchors: Vec<&str> = chart
            .split("text-anchor=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(anchors, ["middle", "start", "start", "start", "middle", "end", "end", "end"]);
    }

    #[test]
    fn a_label_is_text() {
        let axis = Axis { label: "<script>alert(1)</script>".to_owned(), percent: None };
        let chart = radar(&[axis]);
        assert!(chart.contains("&lt;script&gt;ale… 不计") && !chart.contains("<script"), "{chart}");
    }
}
