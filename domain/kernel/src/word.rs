//! `words!`: an enum whose variants are words on the wire, in the database and in the journal.

/// Declares an enum of wire words, each with its Chinese and English label.
///
/// Gives `ALL`, `as_str`, `label`, `Display`, `FromStr`, serde and the OpenAPI schema from one table.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:tt, $zh:tt, $en:tt;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+ }
        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
            pub const fn label(self) -> $crate::Bilingual {
                match self { $(Self::$variant => $crate::Bilingual { zh: $zh, en: $en },)+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;
            fn from_str(word: &str) -> Result<Self, $crate::UnknownWord> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::UnknownWord(stringify!($name))) }
            }
        }
    };
}

/// A word that its table does not hold; carries the table's name, never the word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word of {0}")]
pub struct UnknownWord(pub &'static str);
