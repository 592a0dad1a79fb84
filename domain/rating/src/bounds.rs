//! How long the texts and lists of a scheme may be, and how great its numbers: refused before it is kept.

use kernel::{Code, Fault, FieldError, Hundredths, Refusal, Refused};

use crate::{Aspect, Indicator, Method, Scheme};

/// The greatest number of points, in hundredths.
const POINTS: i64 = 100_000;
/// The greatest line of a band: a count, in hundredths.
const LINE: i64 = 100_000_000;

#[derive(Debug, Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    fn text(&mut self, text: &str, at: String, least: usize, most: usize) {
        if !(least..=most).contains(&text.chars().count()) {
            self.0.push(FieldError::body(at, Fault::Length));
        }
    }

    fn list<T>(&mut self, list: &[T], at: String, most: usize) {
        if list.len() > most {
            self.0.push(FieldError::body(at, Fault::Length));
        }
    }

    fn points(&mut self, points: Hundredths, at: String) {
        self.within(points, at, POINTS);
    }

    fn within(&mut self, value: Hundredths, at: String, most: i64) {
        if !(0..=most).contains(&value.0) {
            self.0.push(FieldError::body(at, Fault::Range));
        }
    }

    fn named(&mut self, code: &str, names: [&str; 2], at: &str, most: usize) {
        self.text(code, format!("{at}/code"), 1, 20);
        for (name, field) in names.into_iter().zip(["name_zh", "name_en"]) {
            self.text(name, format!("{at}/{field}"), 1, most);
        }
    }

    fn sources(&mut self, sources: &[String], at: &str) {
        self.list(sources, format!("{at}/sources"), 10);
        for (number, code) in sources.iter().enumerate() {
            self.text(code, format!("{at}/sources/{number}"), 1, 20);
        }
    }

    fn scheme(&mut self, scheme: &Scheme) {
        self.text(&scheme.code, "code".into(), 1, 60);
        if !scheme.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            self.0.push(FieldError::body("code", Fault::Format));
        }
        self.text(&scheme.name_zh, "name_zh".into(), 1, 100);
        self.text(&scheme.name_en, "name_en".into(), 1, 100);
        self.text(&scheme.provenance, "provenance".into(), 0, 2000);
        self.list(&scheme.aspects, "aspects".into(), 20);
        self.list(&scheme.vetoes, "vetoes".into(), 30);
        self.list(&scheme.bands, "bands".into(), 10);
        self.list(&scheme.sources, "sources".into(), 100);
        for (number, veto) in scheme.vetoes.iter().enumerate() {
            let at = format!("vetoes/{number}");
            self.named(&veto.code, [&veto.name_zh, &veto.name_en], &at, 200);
            self.sources(&veto.sources, &at);
        }
        self.list(&scheme.bonus.items, "bonus/items".into(), 30);
        self.points(scheme.bonus.cap, "bonus/cap".into());
        for (number, item) in scheme.bonus.items.iter().enumerate() {
            let at = format!("bonus/items/{number}");
            self.named(&item.code, [&item.name_zh, &item.name_en], &at, 200);
            self.points(item.maximum, format!("{at}/maximum"));
            self.sources(&item.sources, &at);
        }
        for (number, band) in scheme.bands.iter().enumerate() {
            self.points(band.from, format!("bands/{number}/from"));
        }
        self.points(scheme.survey.sample_share, "survey/sample_share".into());
        for (number, source) in scheme.sources.iter().enumerate() {
            self.text(&source.code, format!("sources/{number}/code"), 1, 20);
            self.text(&source.title, format!("sources/{number}/title"), 1, 200);
        }
    }

    fn aspect(&mut self, aspect: &Aspect, at: &str) {
        self.named(&aspect.code, [&aspect.name_zh, &aspect.name_en], at, 100);
        self.points(aspect.maximum, format!("{at}/maximum"));
        self.list(&aspect.indicators, format!("{at}/indicators"), 40);
        for (number, one) in aspect.indicators.iter().enumerate() {
            self.indicator(one, &format!("{at}/indicators/{number}"));
        }
    }

    fn indicator(&mut self, one: &Indicator, at: &str) {
        self.named(&one.code, [&one.name_zh, &one.name_en], at, 100);
        self.points(one.maximum, format!("{at}/maximum"));
        self.sources(&one.sources, at);
        let texts = [(&one.evidence, "evidence", 200), (&one.basis, "basis", 500)];
        for (text, field, most) in texts {
            self.text(text.as_deref().unwrap_or_default(), format!("{at}/{field}"), 0, most);
        }
        self.method(&one.method, &format!("{at}/method"));
    }

    fn method(&mut self, method: &Method, here: &str) {
        self.text(method.figure().unwrap_or("-"), format!("{here}/figure"), 1, 80);
        match method {
            Method::Deduction { each, per_zh, per_en, most, .. } => {
                self.points(*each, format!("{here}/each"));
                self.points(most.unwrap_or_default(), format!("{here}/most"));
                self.text(per_zh, format!("{here}/per_zh"), 1, 100);
                self.text(per_en, format!("{here}/per_en"), 1, 100);
            }
            Method::Tiers { tiers } => {
                self.list(tiers, format!("{here}/tiers"), 10);
                for (number, tier) in tiers.iter().enumerate() {
                    let at = format!("{here}/tiers/{number}");
                    self.points(tier.points, format!("{at}/points"));
                    self.text(&tier.label_zh, format!("{at}/label_zh"), 1, 100);
                    self.text(&tier.label_en, format!("{at}/label_en"), 1, 100);
                }
            }
            Method::Bands { bands, .. } => {
                self.list(bands, format!("{here}/bands"), 20);
                for (number, band) in bands.iter().enumerate() {
                    self.points(band.points, format!("{here}/bands/{number}/points"));
                    self.within(band.from, format!("{here}/bands/{number}/from"), LINE);
                }
            }
            Method::Ratio { limit: None, .. } => {}
            Method::Ratio { limit: Some(limit), .. } => {
                self.text(&limit.figure, format!("{here}/limit/figure"), 1, 80);
                self.points(limit.share, format!("{here}/limit/share"));
            }
        }
    }
}

impl Scheme {
    /// Refuses what is too long or too great to be kept, at each place.
    pub fn bounded(&self) -> Refused<()> {
        let mut errors = Errors::default();
        errors.scheme(self);
        for (number, aspect) in self.aspects.iter().enumerate() {
            errors.aspect(aspect, &format!("aspects/{number}"));
        }
        if errors.0.is_empty() {
            return Ok(());
        }
        Err(Refusal { errors: errors.0, ..Refusal::new(Code::ValidationFailed) })
    }
}
