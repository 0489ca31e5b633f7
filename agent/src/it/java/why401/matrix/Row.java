package why401.matrix;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Verdict;

/// What came of a scenario.
///
/// @param told the verdict on the first refused run, or null if no incident opened
/// @param later verdicts on the runs after it
/// @param extra the most extra requests that the servers saw for one run
record Row(Scenario scenario, @Nullable Verdict told, List<Verdict> later, int extra) {
  /// The changes that by themselves point at a cause.
  private static final Map<Cause, Set<String>> POINTERS = new EnumMap<>(Cause.class);

  static {
    POINTERS.put(Cause.CREDENTIALS_INVALID, Set.of("secret"));
    POINTERS.put(Cause.TOKEN_MALFORMED, Set.of("token form", "secret", "configuration"));
    POINTERS.put(Cause.TOKEN_SIGNATURE_INVALID, Set.of("jwks", "kid", "algorithm"));
    POINTERS.put(Cause.AUDIENCE_MISMATCH, Set.of("audience"));
    POINTERS.put(Cause.ISSUER_MISMATCH, Set.of("issuer"));
    POINTERS.put(Cause.INSUFFICIENT_SCOPE, Set.of("scope"));
    POINTERS.put(Cause.SCHEME_NOT_ACCEPTED, Set.of("challenge"));
    POINTERS.put(Cause.CREDENTIALS_STRIPPED, Set.of("redirects", "server"));
    POINTERS.put(Cause.IDENTITY_PROVIDER_UNAVAILABLE, Set.of("identity provider"));
  }

  boolean right() {
    return told == null ? scenario.control() : scenario.expected().takes(told.cause());
  }

  /// Whether something else was told, or nothing at all.
  boolean wrong() {
    return !scenario.control() && !right() && !undecided();
  }

  /// Whether nothing was decided that a careful person could have decided.
  boolean undecided() {
    return told != null && told.cause() == Cause.UNKNOWN && !scenario.control() && !right();
  }

  /// Whether the true cause was told, not just the likeliest.
  boolean truthTold() {
    Cause real = scenario.expected().real();
    return told != null
        && told.cause() == (real == null ? scenario.expected().cause() : real)
        && told.cause() != Cause.UNKNOWN;
  }

  /// Sure of something else than the truth, or surer than anybody could be.
  boolean wrongCertain() {
    return java.util.stream.Stream.concat(java.util.stream.Stream.ofNullable(told), later.stream())
        .filter(verdict -> verdict.confidence() == Confidence.CERTAIN)
        .anyMatch(
            verdict ->
                verdict.cause() != scenario.expected().cause()
                    || scenario.expected().most() != Confidence.CERTAIN);
  }

  /// The change that is shown first.
  String change() {
    return told == null || told.changed().isEmpty() ? "–" : told.changed().getFirst().what();
  }

  /// Whether the change that is shown first alone points at the cause.
  boolean changePoints() {
    Cause cause = scenario.expected().cause();
    return cause != null && POINTERS.getOrDefault(cause, Set.of()).contains(change());
  }

  /// Whether later runs were told otherwise.
  boolean changedItsMind() {
    return told != null && later.stream().anyMatch(verdict -> verdict.cause() != told.cause());
  }

  List<Change> changes() {
    return told == null ? List.of() : told.changed();
  }
}
