//! What stands in the columns of an export.

use chrono::FixedOffset;
use kernel::{Language, Moment, TicketNumber};
use persistence::ticket::Labels;
use ticket::{Contact, Shown, Ticket};

/// The names of the columns, in Chinese and English.
const NAMES: [(&str, &str); 17] = [
    ("编号", "Number"),
    ("状态", "State"),
    ("类别", "Category"),
    ("性质", "Kind"),
    ("紧急程度", "Priority"),
    ("小区", "Estate"),
    ("地址", "Address"),
    ("诉求内容", "Description"),
    ("联系人", "Contact"),
    ("联系电话", "Phone"),
    ("承办单位", "Organisation"),
    ("承办人", "Handler"),
    ("提交时间", "Submitted"),
    ("更新时间", "Updated"),
    ("办结时间", "Resolved"),
    ("处理结果", "Result"),
    ("重办次数", "Reopened"),
];

pub(super) fn names(language: Language) -> Vec<&'static str> {
    let pick =
        |(zh, en): &(&'static str, &'static str)| if language == Language::En { *en } else { *zh };
    NAMES.iter().map(pick).collect()
}

/// How the cells are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) language: Language,
    pub(super) offset: FixedOffset,
}

impl Style {
    fn time(self, at: Moment) -> String {
        at.with_timezone(&self.offset).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// The cells of one ticket. People are masked for everyone: a file goes on where nobody looks after it.
    pub(super) fn cells(self, ticket: &Ticket, seen: &Shown, labels: &Labels) -> Vec<String> {
        let course = &ticket.course;
        let contact = if seen.whole { ticket.contact.masked() } else { Contact::default() };
        let category = labels.categories.get(&ticket.category_id.0).cloned().unwrap_or_default();
        let category = if self.language == Language::En { category.1 } else { category.0 };
        let whole = |text: Option<String>| text.filter(|_| seen.whole).unwrap_or_default();
        let organization = course.organization_id.and_then(|id| labels.organizations.get(&id.0));
        let handler = course.handler_id.and_then(|id| labels.accounts.get(&id.0));
        let number = TicketNumber::of(ticket.id.0, self.offset.local_minus_utc());
        vec![
            number.to_string(),
            ticket.state.label().in_language(self.language).to_owned(),
            category,
            ticket.kind.label().in_language(self.language).to_owned(),
            ticket.priority.label().in_language(self.language).to_owned(),
            labels.estates.get(&ticket.estate_id.0).cloned().unwrap_or_default(),
            whole(ticket.location.address.clone()),
            ticket.description.clone(),
            contact.name.or(contact.caller_name).unwrap_or_default(),
            contact.phone.or(contact.caller_phone).unwrap_or_default(),
            organization.cloned().unwrap_or_default(),
            whole(handler.cloned()),
            self.time(ticket.created_at()),
            self.time(ticket.updated_at),
            course.resolved_at.map(|at| self.time(at)).unwrap_or_default(),
            whole(labels.results.get(&ticket.id.0).cloned()),
            course.reopen_count.to_string(),
        ]
    }
}
