package why401.matrix;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;

/// What a careful person would say who sees what the agent can see.
///
/// @param cause or null if no incident may open
/// @param most how sure that person could be
/// @param undecidable why nobody could decide, for an expected `unknown`; else empty
/// @param real the true cause, where it cannot be told from a likelier one; else null
/// @param others what a careful person would take as well
/// @param missed whether the agent is known to say something else, though never for certain
record Expected(
    @Nullable Cause cause,
    Confidence most,
    String undecidable,
    @Nullable Cause real,
    Set<Cause> others,
    boolean missed) {
  static final Expected QUIET = new Expected(null, Confidence.POSSIBLE, "");

  Expected {
    others = Set.copyOf(others);
  }

  private Expected(@Nullable Cause cause, Confidence most, String undecidable) {
    this(cause, most, undecidable, null, Set.of(), false);
  }

  static Expected certain(Cause cause) {
    return new Expected(cause, Confidence.CERTAIN, "");
  }

  static Expected likely(Cause cause) {
    return new Expected(cause, Confidence.LIKELY, "");
  }

  static Expected possible(Cause cause) {
    return new Expected(cause, Confidence.POSSIBLE, "");
  }

  /// Nobody could decide.
  static Expected unknown(String why) {
    return new Expected(Cause.UNKNOWN, Confidence.POSSIBLE, why);
  }

  /// The same, where something less likely is true that looks alike.
  Expected really(Cause truth) {
    return new Expected(cause, most, undecidable, truth, others, missed);
  }

  /// The same, where another cause fits what is seen as well.
  Expected or(Cause... more) {
    return new Expected(cause, most, undecidable, real, Set.of(more), missed);
  }

  /// The same, where the agent is known to say something else: a debt, shown on the page. The test
  /// fails once it is paid, until the mark is taken away.
  Expected yetMissed() {
    return new Expected(cause, most, undecidable, real, others, true);
  }

  /// Whether a careful person would take it.
  boolean takes(Cause told) {
    return told == cause || others.contains(told);
  }

  /// The causes, as the page has them.
  String label() {
    return Stream.concat(Stream.ofNullable(cause), others.stream().sorted())
        .map(Cause::label)
        .collect(Collectors.joining("/"));
  }
}
