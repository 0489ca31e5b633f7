package why401.diagnosis;

/// Tells a withheld run: nothing was sent, and why.
final class WithheldWords {
  private WithheldWords() {}

  static String summary(Setup setup, Draft draft) {
    String name = name(setup);
    String issuer = issuer(setup);
    String said =
        switch (draft.cause()) {
          case CREDENTIALS_MISSING -> "There is no secret to send for %s".formatted(name);
          case CREDENTIALS_INVALID -> "%s does not accept the secret of %s".formatted(issuer, name);
          case ACCOUNT_LOCKED -> "The account behind %s is locked or disabled".formatted(name);
          case TOKEN_EXPIRED -> "What %s would buy a token with has expired".formatted(name);
          case CLOCK_SKEW ->
              "%s refuses %s because a clock is off".formatted(issuer, name);
          case TOKEN_MALFORMED -> "What %s holds cannot be sent as it is".formatted(name);
          case TOKEN_SIGNATURE_INVALID ->
              "%s refuses the signature with which %s proves itself".formatted(issuer, name);
          case TOKEN_REVOKED -> "What %s would buy a token with was withdrawn".formatted(name);
          case AUDIENCE_MISMATCH ->
              "%s gives %s no token for the audience it asks for".formatted(issuer, name);
          case ISSUER_MISMATCH -> "%s is not the issuer that %s belongs to".formatted(issuer, name);
          case INSUFFICIENT_SCOPE ->
              "%s does not grant %s what it asks for".formatted(issuer, name);
          case SCHEME_NOT_ACCEPTED ->
              "%s does not allow %s to obtain tokens this way".formatted(issuer, name);
          case IDENTITY_PROVIDER_UNAVAILABLE ->
              "There is no usable token for %s because %s does not answer".formatted(name, issuer);
          case RATE_LIMITED -> "%s has had too many requests from %s".formatted(issuer, name);
          case SESSION_STALE -> "%s gives %s no session".formatted(issuer, name);
          case CREDENTIALS_STRIPPED,
              SERVER_MISCONFIGURED,
              INCONSISTENT_BACKENDS,
              TRANSIENT,
              UNKNOWN ->
              "There is nothing usable to send for %s".formatted(name);
        };
    return (draft.confidence() == Confidence.CERTAIN ? "" : "Likely: ") + said + '.';
  }

  static String remedy(Setup setup, Draft draft) {
    String name = name(setup);
    String issuer = issuer(setup);
    return switch (draft.cause()) {
      case CREDENTIALS_MISSING -> "Provide the secret of %s where the configuration looks for it.".formatted(name);
      case CREDENTIALS_INVALID ->
          "Compare the secret of %s with the one at %s and replace it; the agent takes a changed secret up by itself."
              .formatted(name, issuer);
      case ACCOUNT_LOCKED -> "Unlock or enable the account or client behind %s at %s.".formatted(name, issuer);
      case TOKEN_EXPIRED, TOKEN_REVOKED ->
          "Authorise %s anew at %s and put the new secret or refresh token in place.".formatted(name, issuer);
      case CLOCK_SKEW -> "Compare the clocks of this machine and of %s (NTP).".formatted(issuer);
      case TOKEN_MALFORMED -> "Write the secret of %s anew, without line breaks, quotes or a prefix.".formatted(name);
      case TOKEN_SIGNATURE_INVALID -> "Compare the key of %s with the one registered at %s.".formatted(name, issuer);
      case AUDIENCE_MISMATCH, INSUFFICIENT_SCOPE ->
          "Grant what %s asks for at %s, or ask for less.".formatted(name, issuer);
      case ISSUER_MISMATCH -> "Check the issuer configured for %s.".formatted(name);
      case SCHEME_NOT_ACCEPTED -> "Allow the grant '%s' for the client at %s.".formatted(setup.credentialType(), issuer);
      case IDENTITY_PROVIDER_UNAVAILABLE -> "Look at %s first; the probes recover with it.".formatted(issuer);
      case RATE_LIMITED -> "Find out who else asks %s so often; the agent waits meanwhile.".formatted(issuer);
      case CREDENTIALS_STRIPPED,
          SESSION_STALE,
          SERVER_MISCONFIGURED,
          INCONSISTENT_BACKENDS,
          TRANSIENT,
          UNKNOWN ->
          "Look at the last renewal of %s in the log and at %s.".formatted(name, issuer);
    };
  }

  private static String name(Setup setup) {
    return setup.credential() == null ? "the probe" : "'" + setup.credential() + "'";
  }

  private static String issuer(Setup setup) {
    return setup.means().issuer() == null ? "the identity provider" : setup.means().issuer();
  }
}
