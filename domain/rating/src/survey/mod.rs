//! The survey of the residents (居民满意度调查): who is drawn, what is asked, and what the answers make together.

mod answers;
mod desk;
mod draw;
mod estate;
mod result;
mod words;

pub use answers::{CHOICES, Choice, SurveyAnswers, Tally};
pub use desk::SurveyDesk;
pub use draw::{draw, frame_digest, least_drawn, usual_size};
pub use estate::{EstateSurvey, SURVEY, Sampled, Sampling, SurveyChange};
pub use result::{FLOOR, SurveyResult, residents_inputs};
pub use words::{HOW_KEPT, SurveyFlag, SurveyQuestion, SurveyStage, SurveyState, SurveyWay};

#[cfg(test)]
mod tests;
