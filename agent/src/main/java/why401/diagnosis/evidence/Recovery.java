package why401.diagnosis.evidence;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.LastAccepted.Surface;
import why401.token.RenewalFailure;

/// The accepted request that ended a case, beside what was refused last.
///
/// @param at when it was accepted
/// @param refused the last refused request; one that could not be sent looks like the accepted one,
///   but for what is known of it
/// @param failure why none could be sent, or null if one was
/// @param accepted the accepted request
/// @param attempts what was tried in between without effect
public record Recovery(
    Instant at, Side refused, @Nullable RenewalFailure failure, Side accepted, Attempts attempts) {
  /// One of the two requests.
  ///
  /// @param configuration as [ProbeContext#configuration]
  public record Side(CredentialFacts shown, Surface surface, String configuration) {}

  /// What happened between the first refusal and the end.
  ///
  /// @param several whether more than one token or secret was refused
  /// @param waited whether requests were held back, or the target asked to wait
  /// @param address of the target when it accepted before the case, or null if it is not known
  public record Attempts(boolean several, boolean waited, @Nullable String address) {}

  /// Whether the probe or its credential was configured otherwise when it was refused.
  public boolean reconfigured() {
    return !refused.configuration().equals(accepted.configuration());
  }

  /// Whether another token, password, key or session was accepted than was refused.
  public boolean otherProof() {
    return failure == null && !refused.shown().fingerprint().equals(accepted.shown().fingerprint());
  }

  /// Whether the accepted token has a right that the refused one had not.
  public boolean moreRights() {
    return otherProof()
        && refused.shown().token() != null
        && !rights(refused.shown()).containsAll(rights(accepted.shown()));
  }

  private static List<String> rights(CredentialFacts shown) {
    JwtFacts token = shown.token();
    return token == null
        ? List.of()
        : Stream.concat(token.scope().stream(), token.more().rights().stream()).toList();
  }

  /// Whether the target was restarted or replaced, as far as that is seen from outside.
  public boolean otherTarget() {
    Surface then = refused.surface();
    Surface now = accepted.surface();
    return !then.server().equals(now.server())
        || differ(then.certificate(), now.certificate())
        || (differ(then.address(), now.address()) && differ(attempts.address(), now.address()));
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }
}
