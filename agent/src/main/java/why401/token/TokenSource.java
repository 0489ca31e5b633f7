package why401.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// The tokens of the agent. The implementation renews them ahead of expiry.
public interface TokenSource {
  /// What to send for `credential` now. Never uses the network: with a usable token it returns at
  /// once; otherwise it waits for the running renewal, at most `maxWait`.
  CredentialsResult authorize(Credential credential, Duration maxWait);

  /// Renews `credential` now for the diagnosis, within the limits that protect it (renewal.md, 4.1:
  /// one forced renewal per current generation and period; never a rotating refresh token whose
  /// last use has an unknown outcome). A success becomes the current token, a failure discards
  /// nothing.
  ///
  /// @param generation the generation that was refused; if it is no longer current, the current one
  ///   is returned without a request
  RenewalResult renewNow(Credential credential, long generation);

  /// A target answered to the token or session in `sent`: one that died early is replaced, and one
  /// that is not valid yet gives way to the one before it, within the limits of renewal.md, 4.1.
  default TargetResponse.Reaction answered(
      Credential credential, Credentials sent, TargetResponse answer) {
    return TargetResponse.Reaction.NONE;
  }

  /// Brings the next attempt of `credential` forward: something else has changed, or a person asks.
  /// A password that was refused is tried once, in the place of its next slow retry.
  ///
  /// @return false if that one was brought forward already and is not due yet
  default boolean retry(String credential) {
    return false;
  }

  /// When what was refused of `credential` is tried again if nothing changes; empty if it is not
  /// held back. Reads no secret.
  default Optional<Instant> heldUntil(String credential) {
    return Optional.empty();
  }

  /// Asks the identity provider about the token in `credentials` (RFC 7662).
  Introspection introspect(Credential credential, Credentials credentials);

  /// Reads the issuer's key set and says whether `keyId` is in it (RFC 7517).
  KeyLookup lookUpKey(Credential credential, @Nullable String keyId);

  /// The state of `credential`, for metrics, API and status page; empty for an unknown one.
  Optional<CredentialStatus> state(String credential);

  /// The states of all credentials.
  List<CredentialStatus> states();

  /// The health of all issuers.
  List<IssuerHealth> issuers();

  /// The clock of the identity provider of `credential` minus ours, by the `Date` of its responses;
  /// empty if it was not asked yet.
  default Optional<Duration> providerClock(Credential credential) {
    return Optional.empty();
  }

  /// The result of introspection.
  sealed interface Introspection {
    /// The identity provider calls it active.
    record Active(@Nullable String scope, @Nullable String audience) implements Introspection {}

    /// The identity provider calls it inactive.
    record Inactive() implements Introspection {}

    /// It could not be asked, or its response is unusable.
    record Unanswered(String why) implements Introspection {}
  }

  /// The result of looking up a key.
  sealed interface KeyLookup {
    /// The key is published.
    record Published(String keySetFingerprint) implements KeyLookup {}

    /// The key set is there, the key is not in it.
    record Absent(List<String> published) implements KeyLookup {
      /// Copies.
      public Absent {
        published = List.copyOf(published);
      }
    }

    /// The key set could not be read.
    record Unanswered(String why) implements KeyLookup {}
  }
}
