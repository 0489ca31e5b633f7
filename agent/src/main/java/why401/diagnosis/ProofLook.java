package why401.diagnosis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import why401.credential.Secret;
import why401.diagnosis.ProofFacts.Damage;
import why401.diagnosis.ProofFacts.Kind;
import why401.token.Proof;
import why401.token.Token;

/// Looks at what was sent, as a person looks at a request in a trace.
final class ProofLook {
  static final Pattern PREFIX = Pattern.compile("(?i)^(bearer|basic|token|apikey)[ :]+");

  private ProofLook() {}

  static ProofFacts at(Proof proof) {
    return switch (proof) {
      case Proof.None none -> ProofFacts.NONE;
      case Proof.Basic basic -> password(basic, basic.password());
      case Proof.Digest digest -> password(digest, digest.password());
      case Proof.Key key -> key(key, key.value().reveal().substring(key.prefix().length()));
      case Proof.StaticBearer bearer -> bearer(bearer, bearer.value().reveal());
      case Proof.AccessToken access -> access(access);
      case Proof.Session session -> {
        Token token = session.token();
        yield new ProofFacts(
            Kind.SESSION,
            session.scheme(),
            session.fingerprint(),
            Set.of(),
            null,
            token.issuedAt(),
            token.expiresAt());
      }
    };
  }

  /// A header may carry any proof as it is, its scheme in front.
  private static ProofFacts key(Proof.Key key, String value) {
    String scheme = key.scheme();
    if (scheme.equals("Bearer")) {
      return bearer(key, value);
    }
    Kind kind =
        switch (scheme) {
          case "cookie" -> Kind.SESSION;
          case "Basic" -> Kind.PASSWORD;
          default -> Kind.KEY;
        };
    return new ProofFacts(kind, scheme, key.fingerprint(), damage(value, true), null, null, null);
  }

  private static ProofFacts password(Proof proof, Secret password) {
    return new ProofFacts(
        Kind.PASSWORD,
        proof.scheme(),
        proof.fingerprint(),
        damage(password.reveal(), false),
        null,
        null,
        null);
  }

  private static ProofFacts bearer(Proof proof, String value) {
    TokenFacts facts = TokenLook.at(value);
    return new ProofFacts(
        Kind.TOKEN,
        proof.scheme(),
        proof.fingerprint(),
        tokenDamage(value, facts),
        facts,
        null,
        facts.times().expiresAt());
  }

  private static ProofFacts access(Proof.AccessToken access) {
    Token token = access.token();
    TokenFacts facts = TokenLook.at(token.value().reveal());
    return new ProofFacts(
        Kind.TOKEN,
        access.scheme(),
        access.fingerprint(),
        tokenDamage(token.value().reveal(), facts),
        facts,
        token.issuedAt(),
        facts.times().expiresAt() == null ? token.expiresAt() : facts.times().expiresAt());
  }

  private static Set<Damage> tokenDamage(String value, TokenFacts facts) {
    Set<Damage> damage = damage(value, true);
    if (facts.form() == TokenFacts.Form.BROKEN && damage.isEmpty()) {
      damage.add(Damage.TRUNCATED);
    }
    return damage;
  }

  /// @param strict whether the secret is a key or token; a password may hold blanks and any letter
  private static Set<Damage> damage(String value, boolean strict) {
    Set<Damage> damage = EnumSet.noneOf(Damage.class);
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      damage.add(Damage.LINE_BREAK);
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\r') || c == 0x7F)) {
      damage.add(Damage.CONTROL_CHARACTER);
    }
    String text = value.strip();
    if (!text.equals(value.replaceAll("^[\r\n]+|[\r\n]+$", ""))) {
      damage.add(Damage.BLANKS);
    }
    if (quoted(text)) {
      damage.add(Damage.QUOTES);
    }
    if (PREFIX.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      damage.add(Damage.PREFIX);
    }
    if (strict && value.chars().anyMatch(c -> c > 0x7E)) {
      damage.add(Damage.NOT_ASCII);
    }
    return damage;
  }

  static boolean quoted(String text) {
    return text.length() >= 2
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(text.length() - 1);
  }
}
