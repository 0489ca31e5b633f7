package why401.response;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.credential.secret.Redactor;
import why401.response.code.ErrorCode;
import why401.response.code.ErrorCodes;
import why401.response.prose.ProseReader;
import why401.response.prose.ProseReading;
import why401.response.prose.ProseReading.Band;
import why401.response.statement.ParsedResponse;

/// Why the response refuses, by its own account.
///
/// @param code the most specific known error code, or null
/// @param prose what its words speak of, among the causes that the code allows; nothing where the
///   code allows one cause only
public record StatedReason(@Nullable ErrorCode code, ProseReading prose) {

  /// Of a response that refuses nothing.
  static final StatedReason NONE = new StatedReason(null, ProseReading.NONE);

  private static final ErrorCodes CODES = new ErrorCodes();

  static StatedReason of(ParsedResponse response, ProseReader prose) {
    ErrorCode code = CODES.in(response).orElse(null);
    if (code == null) {
      return new StatedReason(null, masked(prose.read(response)));
    }
    Set<Cause> allowed = code.meaning().causes();
    return allowed.size() == 1
        ? new StatedReason(code, ProseReading.NONE)
        : new StatedReason(code, masked(prose.read(response).within(allowed)));
  }

  /// The cause that it gives: the one of a code that allows no other, or the one that its words
  /// speak of, if they do so at least as surely as `least`.
  public Optional<Cause> cause(Band least) {
    return code != null && code.meaning().causes().size() == 1
        ? code.meaning().causes().stream().findFirst()
        : prose.top().filter(_ -> prose.band().atLeast(least));
  }

  private static ProseReading masked(ProseReading reading) {
    return new ProseReading(reading.probabilities(), Redactor.quote(reading.passage()));
  }
}
