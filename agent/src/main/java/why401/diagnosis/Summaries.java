package why401.diagnosis;

import why401.diagnosis.ProofFacts.Kind;

/// One sentence for the person on call, per cause.
final class Summaries {
  private Summaries() {}

  static String of(Case c, Draft draft) {
    String target = Words.origin(c.exchange().url());
    String what = what(c);
    String said =
        switch (draft.cause()) {
          case CREDENTIALS_MISSING -> "%s demands a credential and none was sent".formatted(target);
          case CREDENTIALS_STRIPPED ->
              "%s never saw %s: something in the path drops it".formatted(target, what);
          case CREDENTIALS_INVALID -> "%s does not accept %s: it is wrong".formatted(target, what);
          case ACCOUNT_LOCKED -> "The account behind %s is locked or disabled".formatted(what);
          case TOKEN_EXPIRED -> "The life of %s was over when %s judged it".formatted(what, target);
          case CLOCK_SKEW ->
              "%s is outside of its life for one clock only: the clock of %s is off"
                  .formatted(capital(what), whose(draft.domain(), target));
          case TOKEN_MALFORMED -> "%s is not what %s can read".formatted(capital(what), target);
          case TOKEN_SIGNATURE_INVALID ->
              "%s refuses the signature of %s%s".formatted(target, what, key(c));
          case TOKEN_REVOKED -> "%s was withdrawn before its time".formatted(capital(what));
          case AUDIENCE_MISMATCH ->
              "%s is meant for another audience than %s".formatted(capital(what), target);
          case ISSUER_MISMATCH ->
              "%s comes from an issuer that %s does not trust".formatted(capital(what), target);
          case INSUFFICIENT_SCOPE ->
              "%s knows %s, but it lacks the right to %s"
                  .formatted(target, what, c.exchange().url().getRawPath());
          case SCHEME_NOT_ACCEPTED ->
              "%s wants another scheme than %s".formatted(target, c.sent().scheme());
          case SESSION_STALE ->
              "%s refuses an old session; a fresh one is needed".formatted(target);
          case SERVER_MISCONFIGURED ->
              "The authentication of %s itself is broken: it refuses %s, which is good"
                  .formatted(target, what);
          case INCONSISTENT_BACKENDS ->
              "Some servers behind %s accept %s and others refuse it".formatted(target, what);
          case IDENTITY_PROVIDER_UNAVAILABLE ->
              "The identity provider does not answer, so %s cannot be replaced or judged"
                  .formatted(what);
          case RATE_LIMITED -> "%s refuses us because of too many attempts".formatted(target);
          case TRANSIENT ->
              "%s refused one request and accepted the same a moment later".formatted(target);
          case UNKNOWN ->
              "%s refuses %s, and nothing that could be asked says why".formatted(target, what);
        };
    return hedge(draft) + said + '.';
  }

  private static String hedge(Draft draft) {
    return switch (draft.confidence()) {
      case CERTAIN -> "";
      case LIKELY -> "Likely: ";
      case POSSIBLE -> draft.cause() == Cause.UNKNOWN ? "" : "Possibly: ";
    };
  }

  static String what(Case c) {
    String name = c.setup().credential();
    String kind =
        switch (c.kind()) {
          case NONE -> "nothing";
          case PASSWORD -> "the password";
          case KEY -> "the API key";
          case TOKEN -> "the token";
          case SESSION -> "the session";
        };
    return name == null || c.kind() == Kind.NONE ? kind : kind + " of '" + name + "'";
  }

  private static String key(Case c) {
    return c.jwt()
        .map(TokenFacts::keyId)
        .map(keyId -> ", made with key '" + Words.name(keyId) + "'")
        .orElse("");
  }

  private static String whose(FaultDomain domain, String target) {
    return switch (domain) {
      case TARGET -> target;
      case IDENTITY_PROVIDER -> "the identity provider";
      case CLIENT -> "this agent";
      case PATH, CREDENTIAL, UNKNOWN -> "somebody";
    };
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
