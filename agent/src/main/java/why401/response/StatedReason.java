package why401.response;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.response.code.ErrorCode;
import why401.response.code.ErrorCodes;
import why401.response.prose.ProseReader;
import why401.response.prose.ProseReading;
import why401.response.statement.ParsedResponse;

/// Why the response refuses, by its own account.
///
/// @param code the known error code that says most, or null
/// @param prose what its words speak of, among the causes that the code allows; nothing where the
///   code allows one cause only
public record StatedReason(@Nullable ErrorCode code, ProseReading prose) {

  /// Of a response that refuses nothing.
  static final StatedReason NONE = new StatedReason(null, ProseReading.NONE);

  private static final ErrorCodes CODES = new ErrorCodes();
  private static final ProseReader PROSE = new ProseReader();

  static StatedReason of(ParsedResponse response) {
    ErrorCode code = CODES.in(response).orElse(null);
    if (code == null) {
      return new StatedReason(null, masked(PROSE.read(response)));
    }
    Set<Cause> allowed = code.meaning().causes();
    return allowed.size() == 1
        ? new StatedReason(code, ProseReading.NONE)
        : new StatedReason(code, masked(PROSE.read(response).within(allowed)));
  }

  private static ProseReading masked(ProseReading reading) {
    return new ProseReading(reading.probabilities(), Quote.of(reading.passage()));
  }
}
