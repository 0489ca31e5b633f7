package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;
import why401.probe.AccountProtectingProber;
import why401.probe.Probe;
import why401.probe.okhttp.BodyCredential;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure;
import why401.token.TokenSource;

/// What one run sends, or the first thing that it lacks.
public sealed interface RunCredentials {
  /// All is there.
  ///
  /// @param probe with the companions as they are sent
  record Ready(Probe probe, Credentials credentials) implements RunCredentials {}

  /// Something is missing.
  ///
  /// @param credential which one, or null if it is a header
  record Lack(@Nullable Credential credential, RenewalFailure failure) implements RunCredentials {}

  /// Collects it, within the time that a run may wait.
  static RunCredentials of(ProbeState probeState, TokenSource tokens, Instant now) {
    Probe probe = probeState.probe();
    Duration wait = AccountProtectingProber.maxWait(probe);
    List<Probe.Companion> companions = new ArrayList<>();
    Credentials own = BodyCredential.in(probe, new Credentials.None());
    for (Credential credential : probeState.credentials()) {
      switch (tokens.authorize(credential, wait)) {
        case CredentialsResult.Unavailable unavailable -> {
          return new Lack(credential, unavailable.failure());
        }
        case CredentialsResult.Ready(Credentials.None _) -> {}
        case CredentialsResult.Ready(var ready) when credential.name().equals(probe.credential()) ->
            own = ready;
        case CredentialsResult.Ready(var ready) ->
            companions.add(new Probe.Companion(credential.name(), ready));
      }
    }
    try {
      companions.addAll(headers(probe.companions().headers()));
    } catch (SecretUnavailableException e) {
      String message = e.getMessage() == null ? "secret: not readable" : e.getMessage();
      return new Lack(
          null, RenewalFailure.of(now, RenewalFailure.Reason.SECRET_UNAVAILABLE, message));
    }
    return ready(probe, own, companions);
  }

  /// Of a probe without a credential the first header is examined in its place.
  private static Ready ready(Probe probe, Credentials own, List<Probe.Companion> companions) {
    boolean promote =
        probe.credential() == null && own instanceof Credentials.None && !companions.isEmpty();
    Credentials examined = promote ? companions.removeFirst().credentials() : own;
    Probe sent =
        companions.isEmpty()
            ? probe
            : probe.sending(probe.credential(), probe.companions().with(companions));
    return new Ready(sent, examined);
  }

  private static Secret read(String name, SecretSource source) throws SecretUnavailableException {
    Secret secret;
    try {
      secret = source.read();
    } catch (SecretUnavailableException e) {
      throw new SecretUnavailableException("header " + name + ": " + e.getMessage());
    }
    if (secret.isEmpty()) {
      throw new SecretUnavailableException(
          "header %s: %s: empty (expected: a secret)".formatted(name, source.describe()));
    }
    return secret;
  }

  private static List<Probe.Companion> headers(Map<String, SecretSource> sources)
      throws SecretUnavailableException {
    List<Probe.Companion> headers = new ArrayList<>();
    for (var header : new TreeMap<>(sources).entrySet()) {
      Secret secret = read(header.getKey(), header.getValue());
      headers.add(
          new Probe.Companion(
              header.getKey(),
              new Credentials.Key(Credential.Placement.HEADER, header.getKey(), secret)));
    }
    return headers;
  }
}
