//! XML piece by piece, without anything that a document could define for itself.

use std::io::BufRead;

use kernel::Refusal;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::table::unreadable;

/// A piece; names are without their prefix.
pub(super) enum Seen<'a> {
    Begin(&'a [u8], &'a BytesStart<'a>),
    End(&'a [u8]),
    Text(&'a str),
}

/// Shows every piece. A document type, which could define entities, is refused.
pub(super) fn walk(
    source: impl BufRead,
    mut see: impl FnMut(Seen<'_>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut xml = Reader::from_reader(source);
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|_| unreadable())? {
            Event::Start(tag) => see(Seen::Begin(tag.local_name().as_ref(), &tag))?,
            Event::End(tag) => see(Seen::End(tag.local_name().as_ref()))?,
            Event::Text(text) => see(Seen::Text(&text.decode().map_err(|_| unreadable())?))?,
            Event::CData(text) => see(Seen::Text(&text.decode().map_err(|_| unreadable())?))?,
            Event::GeneralRef(name) => see(Seen::Text(&meant(&name)?))?,
            Event::DocType(_) => return Err(unreadable()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn meant(name: &BytesRef<'_>) -> Result<String, Refusal> {
    if let Some(letter) = name.resolve_char_ref().map_err(|_| unreadable())? {
        return Ok(letter.to_string());
    }
    let name = name.decode().map_err(|_| unreadable())?;
    resolve_predefined_entity(&name).map(str::to_owned).ok_or_else(unreadable)
}

/// The value of an attribute, named without its prefix.
pub(super) fn value(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = tag.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
