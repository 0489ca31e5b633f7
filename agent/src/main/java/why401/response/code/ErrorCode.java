package why401.response.code;

import java.util.Set;

/// An error code that a standard registers or a vendor documents.
///
/// @param code as sent, compared exactly
/// @param meaning what it means
/// @param fields the parameters, fields and headers that carry it, in lower case; empty if it is
///   distinctive enough to mean this within any text
/// @param atTokenEndpoint whether only the answers of token endpoints carry it
/// @param source where that is documented
public record ErrorCode(
    String code, CodeMeaning meaning, Set<String> fields, boolean atTokenEndpoint, String source) {
  /// Copies the fields.
  public ErrorCode {
    fields = Set.copyOf(fields);
  }
}
