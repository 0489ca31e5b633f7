package why401.response.prose;

/// One piece of text of a response.
///
/// @param name the field, parameter or header that carries it; empty for the body itself
/// @param text the text as received, bounded in length
record Passage(String name, String text) {}
