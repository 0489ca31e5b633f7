package why401.response.statement;

/// One thing that a response says: a challenge parameter, a header about an error, a field or a
/// piece of text of the body.
///
/// @param place where it was found
/// @param field the parameter's, header's or field's name in lower case; empty for text
/// @param text what it says, as received, bounded in length
public record Statement(Place place, String field, String text) {

  public enum Place {
    CHALLENGE,
    HEADER,
    FIELD,
    /// A short plain text, which is all that the body says.
    TEXT,
    /// A page for people: its words are often generic and never name a cause.
    PAGE
  }

  public boolean numeric() {
    return !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }
}
