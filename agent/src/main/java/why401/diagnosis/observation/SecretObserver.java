package why401.diagnosis.observation;

import java.util.EnumSet;
import java.util.Set;
import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.credential.CredentialFacts.Characters;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.credential.TokenProduct;
import why401.diagnosis.evidence.EvidenceView;
import why401.response.prose.ProseReading.Band;

/// Looks at the secret that was sent, as a person looks at a request in a trace.
final class SecretObserver implements Observer {
  /// What nobody can say of a token without having read it.
  private static final Set<Cause> INSIDE =
      EnumSet.of(
          Cause.TOKEN_EXPIRED,
          Cause.TOKEN_REVOKED,
          Cause.CLOCK_SKEW,
          Cause.AUDIENCE_MISMATCH,
          Cause.ISSUER_MISMATCH,
          Cause.INSUFFICIENT_SCOPE,
          Cause.ACCOUNT_LOCKED);

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    CredentialFacts sent = c.sent();
    if (sent.kind() == Kind.NONE) {
      return;
    }
    defect(c, log);
    kindOfToken(sent, log);
    foreign(c, log);
    if (sent.kind() == Kind.PASSWORD) {
      characters(sent.representation().characters(), log);
    }
    String header = sent.representation().header();
    if (!header.isEmpty()) {
      log.either("header-name", header.contains("_"), "underscore", "plain", "header", header);
    }
  }

  private static void defect(EvidenceView c, ObservationLog log) {
    Set<SecretDefect> damage = EnumSet.noneOf(SecretDefect.class);
    damage.addAll(c.sent().damage());
    if (readInside(c)) {
      // Whoever tells what is inside has read it, or the capture was altered.
      damage.remove(SecretDefect.TRUNCATED);
    }
    if (c.kind() == Kind.PASSWORD) {
      // These may belong to a password.
      damage.removeAll(EnumSet.of(SecretDefect.BLANKS, SecretDefect.QUOTES, SecretDefect.PREFIX));
    }
    if (damage.isEmpty()) {
      if (c.sent().damage().isEmpty()) {
        log.see("defect", "none");
      }
      return;
    }
    SecretDefect first = damage.stream().sorted().findFirst().orElseThrow();
    log.see("defect", value(first), "what", words(c, first));
  }

  private static String words(EvidenceView c, SecretDefect damage) {
    String literal = c.sent().representation().literal();
    return switch (damage) {
      case EMPTY ->
          c.kind() == Kind.PASSWORD
              ? "there is no password in it"
              : "there is nothing after the name of the scheme";
      case NO_USER -> "there is no user name in it";
      case PLACEHOLDER -> literal.isEmpty() ? damage.words() : "'" + literal + "'";
      default -> damage.words();
    };
  }

  static boolean readInside(EvidenceView c) {
    return c.interpretation().reason().cause(Band.MID).filter(INSIDE::contains).isPresent();
  }

  static String value(SecretDefect damage) {
    return switch (damage) {
      case BLANKS, LINE_BREAK, CONTROL_CHARACTER, NOT_ASCII -> "stray-characters";
      case QUOTES -> "quotes";
      case PREFIX -> "doubled-prefix";
      case TRUNCATED -> "cut";
      case EMPTY, NO_USER -> "empty";
      case PLACEHOLDER -> "placeholder";
      case ENCODED -> "encoded-twice";
      case NO_SCHEME -> "missing-prefix";
      case REPLAYED, NONCE_CUT -> "replayed";
      case NTLM_INSIDE -> "ntlm-inside";
      case TWICE -> "doubled-cookie";
    };
  }

  /// Who is known to take it proves where it belongs.
  private static void foreign(EvidenceView c, ObservationLog log) {
    TokenProduct.named(c.sent().representation().product())
        .filter(product -> !product.takes(c.exchange().url()) && !c.sameSecretWorked())
        .ifPresent(
            product ->
                log.see("token-kind", "foreign", "what", "it is a token of " + product.name()));
  }

  private static void kindOfToken(CredentialFacts sent, ObservationLog log) {
    JwtFacts token = sent.token();
    if (token == null || token.form() == JwtFacts.Form.OPAQUE) {
      return;
    }
    if (token.form() == JwtFacts.Form.ENCRYPTED) {
      log.see("token-kind", "encrypted", "what", "it is encrypted for another party");
      return;
    }
    switch (token.use()) {
      case ID, LOOKS_LIKE_ID -> log.see("token-kind", "id", "what", "it is an ID token");
      case REFRESH -> log.see("token-kind", "refresh", "what", "it is a refresh token");
      case ACCESS -> log.see("token-kind", "access");
      case UNKNOWN -> {
        if (token.form() == JwtFacts.Form.JWT) {
          log.see("token-kind", "unsaid");
        }
      }
    }
  }

  static void characters(Characters characters, ObservationLog log) {
    switch (characters) {
      case PLAIN -> log.see("secret-characters", "plain");
      case NON_ASCII ->
          log.see("secret-characters", "non-ascii", "what", "the characters outside ASCII");
      case RESERVED ->
          log.see("secret-characters", "reserved", "what", "a colon, percent, plus sign or blank");
      case VERY_LONG -> log.see("secret-characters", "very-long", "what", "the last bytes");
    }
  }
}
