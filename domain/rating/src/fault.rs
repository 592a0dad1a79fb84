//! What can be wrong with a scheme as a whole, and where.

use kernel::{Code, Fault, FieldError, Refusal};

kernel::words! {
    /// Why a scheme cannot be put in force.
    SchemeFault {
        NothingThere = "nothing_there", "至少须有一项", "there must be at least one";
        TotalNotHundred = "total_not_100", "各方面满分之和须为100.00", "the aspects must make 100.00 together";
        SumDiffers = "sum_differs", "须等于所含指标满分之和", "it must be the sum of its indicators";
        NotPositive = "not_positive", "须大于零", "it must be greater than nothing";
        AboveMaximum = "above_maximum", "不得超过上限", "it is above the maximum";
        CodeTwice = "code_twice", "编号重复", "the code stands twice";
        UnknownFigure = "unknown_figure", "没有此名称的自动指标数据", "no figure has this name";
        FigureNeeded = "figure_needed", "系统自动指标须指明数据", "what the system scores must name its figure";
        FigureNotAllowed = "figure_not_allowed", "仅系统自动指标可指明数据", "only what the system scores names a figure";
        FigureOfOtherUnit = "figure_of_other_unit", "数据的单位与评分方式不符", "the unit of the figure does not fit the method";
        SystemCannotChoose = "system_cannot_choose", "系统不能评定档次", "the system cannot choose a tier";
        FullPointsOutOfReach = "full_points_out_of_reach", "最高一档须为满分", "the best must give full points";
        Gap = "gap", "最低一档须从零开始", "the lowest must begin at nothing";
        Overlap = "overlap", "须从高到低排列且不得重复", "they must go down, each once";
        OutOfRange = "out_of_range", "数值超出范围", "the value is outside the bounds";
        SameEvaluator = "same_evaluator", "须为另一评价主体,且不得为系统", "it must be another evaluator, and not the system";
        UnknownSource = "unknown_source", "来源未列入 sources", "the source is not listed";
        ProvenanceNeeded = "provenance_needed", "复原的方案须说明来历", "what was reconstructed must say from what";
    }
}

/// A fault at its place in the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Without the `#/`, such as `aspects/0/maximum`.
    pub at: String,
    pub fault: SchemeFault,
}

impl SchemeFault {
    /// The nearest of the faults that a problem can name.
    pub(crate) const fn as_field(self) -> Fault {
        match self {
            Self::NothingThere | Self::FigureNeeded | Self::ProvenanceNeeded => Fault::Required,
            Self::CodeTwice => Fault::Taken,
            Self::UnknownFigure | Self::UnknownSource => Fault::NotFound,
            Self::Overlap => Fault::Order,
            Self::FigureNotAllowed
            | Self::FigureOfOtherUnit
            | Self::SystemCannotChoose
            | Self::SameEvaluator => Fault::NotAllowed,
            Self::TotalNotHundred
            | Self::SumDiffers
            | Self::NotPositive
            | Self::AboveMaximum
            | Self::FullPointsOutOfReach
            | Self::Gap
            | Self::OutOfRange => Fault::Range,
        }
    }
}

/// `scheme_unsound`, with the place of every fault under `at`.
pub fn unsound(faults: &[Found], at: &str) -> Refusal {
    let errors = faults
        .iter()
        .map(|found| FieldError::body(format!("{at}/{}", found.at), found.fault.as_field()));
    Refusal { errors: errors.collect(), ..Refusal::new(Code::SchemeUnsound) }
}
