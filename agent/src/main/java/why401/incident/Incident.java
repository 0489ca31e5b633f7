package why401.incident;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;

/// A probe that is refused, from its first refusal on.
///
/// @param id unique within this agent's history
/// @param status HTTP status of the refusal, 0 if nothing could be sent
/// @param since the first refusal
/// @param until the first accepted run after it, or null while it is open
/// @param refusals refused or withheld runs so far
/// @param verdict the latest one
/// @param opening what the verdict was when it opened
/// @param end how it ended, or null while it is open or if its probe was removed
public record Incident(
    String id,
    String probe,
    @Nullable String credential,
    String severity,
    Map<String, String> labels,
    int status,
    Instant since,
    @Nullable Instant until,
    long refusals,
    Verdict verdict,
    FirstVerdict opening,
    @Nullable End end) {
  /// Copies; an incident of an earlier version takes its opening from its verdict.
  public Incident {
    labels = Map.copyOf(labels);
    opening = Objects.requireNonNullElseGet(opening, () -> FirstVerdict.of(verdict));
  }

  /// An incident whose verdict is the first, and whose end is unknown.
  public Incident(
      String id,
      String probe,
      @Nullable String credential,
      String severity,
      Map<String, String> labels,
      int status,
      Instant since,
      @Nullable Instant until,
      long refusals,
      Verdict verdict) {
    this(
        id,
        probe,
        credential,
        severity,
        labels,
        status,
        since,
        until,
        refusals,
        verdict,
        FirstVerdict.of(verdict),
        null);
  }

  /// The verdict at the opening, as far as it is counted.
  ///
  /// @param mechanism id of the most probable one, or null if none was weighed
  public record FirstVerdict(
      Cause cause, Confidence confidence, double probability, @Nullable String mechanism) {
    static FirstVerdict of(Verdict verdict) {
      return new FirstVerdict(
          verdict.cause(),
          verdict.confidence(),
          verdict.odds().probability(),
          verdict.odds().mechanism());
    }
  }

  /// How an incident ended.
  ///
  /// @param by what ended it, a value of the variable `ended-by`, or null if it is not known
  /// @param cause as known at the end
  public record End(@Nullable String by, Cause cause) {}

  /// Whether it is still open.
  public boolean open() {
    return until == null;
  }

  /// Whether the cause at its opening is the one known at its end.
  public boolean held() {
    return end != null && end.cause() == opening.cause();
  }

  /// The same incident, over.
  ///
  /// @param how it ended, or null if its probe was removed
  Incident closedAt(Instant at, @Nullable End how) {
    return new Incident(
        id,
        probe,
        credential,
        severity,
        labels,
        status,
        since,
        at,
        refusals,
        verdict,
        opening,
        how);
  }
}
