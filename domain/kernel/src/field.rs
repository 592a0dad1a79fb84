//! What is wrong with one value of a request, and where it stands.

use crate::{Bilingual, Language};

/// Where a faulty value stands in the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// JSON Pointer as a URI fragment: `#/contact/phone`.
    Pointer(String),
    Parameter(String),
    Header(&'static str),
}

/// What is wrong with a value; never the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Required,
    UnknownField,
    WrongType,
    Format,
    Length,
    Range,
    Choice,
    Control,
    NotFound,
    NotAllowed,
    Taken,
    Weak,
    Order,
    Ambiguous,
}

impl Fault {
    const ALL: &'static [Self] = &[
        Self::Required,
        Self::UnknownField,
        Self::WrongType,
        Self::Format,
        Self::Length,
        Self::Range,
        Self::Choice,
        Self::Control,
        Self::NotFound,
        Self::NotAllowed,
        Self::Taken,
        Self::Weak,
        Self::Order,
        Self::Ambiguous,
    ];

    /// The fault of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.as_str() == code)
    }

    pub const fn as_str(self) -> &'static str {
        self.row().0
    }

    pub const fn text(self, language: Language) -> &'static str {
        self.row().1.in_language(language)
    }

    #[rustfmt::skip]
    const fn row(self) -> (&'static str, Bilingual) {
        const fn row(code: &'static str, zh: &'static str, en: &'static str) -> (&'static str, Bilingual) {
            (code, Bilingual { zh, en })
        }
        match self {
            Self::Required     => row("required", "必填", "this is required"),
            Self::UnknownField => row("unknown_field", "未知字段", "this field is not known"),
            Self::WrongType    => row("wrong_type", "类型不正确", "the value has the wrong type"),
            Self::Format       => row("format", "格式不正确", "the value has the wrong form"),
            Self::Length       => row("length", "长度超出范围", "the length is outside the bounds"),
            Self::Range        => row("range", "数值超出范围", "the value is outside the bounds"),
            Self::Choice       => row("choice", "不是可选值之一", "the value is none of the choices"),
            Self::Control      => row("control_character", "含有不允许的控制字符", "control characters are not allowed"),
            Self::NotFound     => row("not_found", "所指对象不存在", "what this names does not exist"),
            Self::NotAllowed   => row("not_allowed", "此处不允许该值", "this value is not allowed here"),
            Self::Taken        => row("taken", "已被占用", "this is already taken"),
            Self::Weak         => row("weak", "强度不足", "this is too weak"),
            Self::Ambiguous    => row("ambiguous", "有多个同名对象,请填写标识", "several bear this name; give the id"),
            Self::Order        => row("order", "先后顺序不正确", "the values are in the wrong order"),
        }
    }
}

/// One faulty value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub at: At,
    pub fault: Fault,
}

impl FieldError {
    /// At a field of the body, named by its path without the `#/`, such as `contact/phone`.
    pub fn body(path: impl AsRef<str>, fault: Fault) -> Self {
        Self { at: At::Pointer(format!("#/{}", path.as_ref())), fault }
    }

    pub fn parameter(name: impl Into<String>, fault: Fault) -> Self {
        Self { at: At::Parameter(name.into()), fault }
    }

    pub fn header(name: &'static str, fault: Fault) -> Self {
        Self { at: At::Header(name), fault }
    }
}
