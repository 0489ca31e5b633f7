package why401.diagnosis.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;

/// What a token says of itself, for a person who asks about one request: its claims, its key, its
/// life by all clocks.
///
/// @param token a readable one
/// @param clocks when it was refused
public record TokenDescription(JwtFacts token, ClockComparison clocks) {
  /// In sentences.
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(From.TOKEN, claims()));
    findings.add(new Finding(From.TOKEN, key()));
    findings.add(new Finding(From.TOKEN, life()));
    return findings;
  }

  private String claims() {
    List<String> rights = token.more().rights();
    return "It says: issuer %s, audience %s, scope %s%s."
        .formatted(
            quoted(token.issuer()),
            Formats.list(token.audience()),
            Formats.list(token.scope()),
            rights.isEmpty() ? "" : ", rights " + Formats.name(Formats.list(rights)));
  }

  private String key() {
    return "Its header names the key %s, the algorithm %s and the type %s."
        .formatted(quoted(token.keyId()), quoted(token.algorithm()), quoted(token.type()));
  }

  private String life() {
    JwtFacts.Times times = token.times();
    return dates(times)
        + ": "
        + left("the agent's clock", clocks.agentNow())
        + (clocks.skew() == null
            ? "; the answer has no Date, so the target's clock is not known"
            : "; " + left("the target's", clocks.targetNow()))
        + (clocks.provider() == null
            ? "."
            : "; "
                + left("the identity provider's", clocks.agentNow().plus(clocks.provider()))
                + ".");
  }

  private static String dates(JwtFacts.Times times) {
    String begin = times.notBefore() == null ? "" : ", not before " + time(times.notBefore());
    return "Issued at %s%s, expires at %s"
        .formatted(time(times.issuedAt()), begin, time(times.expiresAt()));
  }

  private String left(String clock, Instant now) {
    Instant end = token.times().expiresAt();
    Instant begin = begin();
    String state =
        begin != null && begin.isAfter(now)
            ? "it begins in " + Formats.span(Duration.between(now, begin))
            : end == null
                ? "it has no end"
                : end.isAfter(now)
                    ? "it has %s left".formatted(Formats.span(Duration.between(now, end)))
                    : "it ended %s ago".formatted(Formats.span(Duration.between(end, now)));
    return "by %s (%s) %s".formatted(clock, Formats.time(now), state);
  }

  private @Nullable Instant begin() {
    Instant before = token.times().notBefore();
    return before == null ? token.times().issuedAt() : before;
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "a time that it does not name" : Formats.time(time);
  }

  private static String quoted(@Nullable String value) {
    return value == null ? "none" : "'" + Formats.name(value) + "'";
  }
}
