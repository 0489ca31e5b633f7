package why401.diagnosis.credential;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.credential.CredentialFacts.Characters;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.credential.CredentialFacts.Representation;
import why401.token.Credentials;
import why401.token.Token;

/// Looks at what was sent, as a person looks at a request in a trace.
final class CredentialInspector {
  static final Pattern PREFIX = Pattern.compile("(?i)^(bearer|basic|token|apikey)[ :]+");

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{[^{}]+}|\\$\\([^()]+\\)|\\{\\{.+}}|\\$[A-Z][A-Z0-9_]+|%[A-Z][A-Z0-9_]+%");
  private static final Pattern NO_VALUE =
      Pattern.compile(
          VARIABLE.pattern()
              + "|<[^<>]+>|\\{[A-Za-z_]+}|null|undefined|None|nil|NaN|\\[object Object]|changeme"
              + "|your[-_ ].+");

  /// No person and no generator makes a password of these.
  private static final Pattern NO_PASSWORD =
      Pattern.compile(VARIABLE.pattern() + "|<[^<>]+>|null|undefined|None|\\[object Object]");

  /// Nothing but the name of a scheme.
  private static final Pattern SCHEME_ALONE = Pattern.compile("(?i)bearer|basic|token|apikey");

  /// Some take a key as user name or password, and leave the other half empty.
  private static final Pattern LIKE_KEY = Pattern.compile("(?=.*[0-9])[A-Za-z0-9_.-]{20,}");

  private static final Pattern RESERVED = Pattern.compile("[:%+ ]");

  /// bcrypt takes no more bytes than these.
  private static final int HASHED = 72;

  private static final int LONGEST_NAME = 40;

  private CredentialInspector() {}

  static CredentialFacts at(Credentials credentials) {
    CredentialFacts facts = ofProduct(look(credentials), credentials);
    return facts.damage().contains(SecretDefect.PLACEHOLDER)
        ? facts.with(facts.representation().withLiteral(literal(credentials)))
        : facts;
  }

  private static CredentialFacts ofProduct(CredentialFacts facts, Credentials credentials) {
    String value =
        switch (credentials) {
          case Credentials.Key key -> key.value().reveal().substring(key.prefix().length());
          case Credentials.StaticBearer bearer -> bearer.value().reveal();
          case Credentials.AccessToken access -> access.token().value().reveal();
          default -> "";
        };
    return TokenProduct.issuerOf(value)
        .map(product -> facts.with(facts.representation().ofProduct(product.name())))
        .orElse(facts);
  }

  /// The placeholder itself, which is no secret; empty if it is longer than a name.
  private static String literal(Credentials credentials) {
    Stream<String> parts =
        switch (credentials) {
          case Credentials.Basic(var username, var password) ->
              Stream.of(password.reveal(), username);
          case Credentials.Digest(var username, var password) ->
              Stream.of(password.reveal(), username);
          case Credentials.Key key ->
              Stream.of(key.value().reveal().substring(key.prefix().length()));
          case Credentials.StaticBearer bearer -> Stream.of(bearer.value().reveal());
          default -> Stream.of();
        };
    return parts
        .map(String::strip)
        .filter(part -> NO_VALUE.matcher(part).matches() && part.length() <= LONGEST_NAME)
        .findFirst()
        .orElse("");
  }

  private static CredentialFacts look(Credentials credentials) {
    return switch (credentials) {
      case Credentials.None none -> CredentialFacts.NONE;
      case Credentials.Basic basic -> password(basic, basic.username(), basic.password());
      case Credentials.Digest digest -> password(digest, digest.username(), digest.password());
      case Credentials.Key key -> key(key, key.value().reveal().substring(key.prefix().length()));
      case Credentials.StaticBearer bearer -> bearer(bearer, bearer.value().reveal());
      case Credentials.AccessToken access -> access(access);
      case Credentials.Body body -> body(body);
      case Credentials.Signed signed -> signed(signed);
      case Credentials.Session session -> {
        Token token = session.token();
        yield new CredentialFacts(
            Kind.SESSION,
            session.scheme(),
            session.fingerprint(),
            Set.of(),
            null,
            token.issuedAt(),
            statedEnd(token),
            Representation.PLAIN);
      }
    };
  }

  /// As in a capture: a signature is a kind of key, a ticket stands for a password.
  private static CredentialFacts signed(Credentials.Signed signed) {
    Token token = signed.token();
    Set<SecretDefect> damage = EnumSet.noneOf(SecretDefect.class);
    signed.secrets().forEach(secret -> damage.addAll(damage(secret.reveal(), false)));
    return new CredentialFacts(
        signed.scheme().equals("Negotiate") ? Kind.PASSWORD : Kind.KEY,
        signed.scheme(),
        signed.fingerprint(),
        damage,
        null,
        token == null ? null : token.issuedAt(),
        token == null ? null : statedEnd(token),
        Representation.of(new CredentialFacts.Signed(null, signed.signer().covers())));
  }

  /// A life that is only assumed is no evidence.
  private static @Nullable Instant statedEnd(Token token) {
    return token.expirySource() == Token.ExpirySource.ASSUMED ? null : token.expiresAt();
  }

  /// A header may carry any proof as it is, its scheme in front.
  private static CredentialFacts key(Credentials.Key key, String value) {
    String scheme = key.scheme();
    if (scheme.equals("Bearer")) {
      return bearer(key, value);
    }
    if (scheme.equals("Basic")) {
      return basic(key, value);
    }
    Kind kind =
        switch (scheme) {
          case "cookie" -> Kind.SESSION;
          default -> Kind.KEY;
        };
    Set<SecretDefect> damage = damage(value, true);
    String header = key.in() == Credential.Placement.HEADER ? key.parameter() : "";
    if (header.equalsIgnoreCase("Authorization") && SecretDefect.beginsLikeJwt(value)) {
      damage.add(SecretDefect.NO_SCHEME);
    }
    Representation representation = new Representation(Characters.PLAIN, header);
    return new CredentialFacts(
        kind, scheme, key.fingerprint(), damage, null, null, null, representation);
  }

  /// What may be no pair, or none that is encoded.
  private static CredentialFacts basic(Credentials.Key key, String value) {
    Set<SecretDefect> damage = damage(value, true);
    Representation representation = new Representation(Characters.PLAIN, key.parameter());
    return new CredentialFacts(
        Kind.PASSWORD, key.scheme(), key.fingerprint(), damage, null, null, null, representation);
  }

  private static CredentialFacts password(
      Credentials credentials, String username, Secret password) {
    return new CredentialFacts(
        Kind.PASSWORD,
        credentials.scheme(),
        credentials.fingerprint(),
        damage(username, password.reveal()),
        null,
        null,
        null,
        new Representation(characters(password.reveal()), ""));
  }

  private static Set<SecretDefect> damage(String username, String password) {
    Set<SecretDefect> damage = damage(password, false);
    if (username.isEmpty() && !LIKE_KEY.matcher(password).matches()) {
      damage.add(password.isEmpty() ? SecretDefect.EMPTY : SecretDefect.NO_USER);
    }
    if (LIKE_KEY.matcher(username).matches()) {
      damage.remove(SecretDefect.EMPTY);
    }
    if (VARIABLE.matcher(username).matches()) {
      damage.add(SecretDefect.PLACEHOLDER);
    }
    return damage;
  }

  /// The kind is none of those that a resource takes; the grant says what it is.
  private static CredentialFacts body(Credentials.Body body) {
    Set<SecretDefect> damage = EnumSet.noneOf(SecretDefect.class);
    body.secrets().forEach(secret -> damage.addAll(damage(secret.reveal(), !body.ofAccount())));
    return new CredentialFacts(
        Kind.NONE,
        body.scheme(),
        body.fingerprint(),
        damage,
        null,
        null,
        null,
        new Representation(ofClient(body.client()), "", body.grant(), null));
  }

  /// Client id and secret in a header are to be form-encoded first (RFC 6749, 2.3.1), which many do
  /// not do.
  private static Characters ofClient(Credentials client) {
    return client instanceof Credentials.Basic(var id, var secret)
        ? characters(id + secret.reveal())
        : Characters.PLAIN;
  }

  private static CredentialFacts bearer(Credentials credentials, String value) {
    JwtFacts facts = JwtInspector.at(value);
    return new CredentialFacts(
        Kind.TOKEN,
        credentials.scheme(),
        credentials.fingerprint(),
        tokenDamage(value, facts),
        facts,
        null,
        facts.times().expiresAt(),
        representation(credentials));
  }

  /// A token in a header of its own is written like a key.
  private static Representation representation(Credentials credentials) {
    return credentials instanceof Credentials.Placed placed
            && placed.placement().in() == Credential.Placement.HEADER
            && !placed.placement().isHeader("Authorization")
        ? new Representation(Characters.PLAIN, placed.placement().parameter())
        : Representation.PLAIN;
  }

  private static CredentialFacts access(Credentials.AccessToken access) {
    Token token = access.token();
    JwtFacts facts = JwtInspector.at(token.value().reveal());
    return new CredentialFacts(
        Kind.TOKEN,
        access.scheme(),
        access.fingerprint(),
        tokenDamage(token.value().reveal(), facts),
        facts,
        token.issuedAt(),
        facts.times().expiresAt() == null ? statedEnd(token) : facts.times().expiresAt(),
        representation(access));
  }

  private static Set<SecretDefect> tokenDamage(String value, JwtFacts facts) {
    if (SCHEME_ALONE.matcher(value.strip()).matches()) {
      return EnumSet.of(SecretDefect.PREFIX);
    }
    Set<SecretDefect> damage = damage(value, true);
    if (facts.form() == JwtFacts.Form.BROKEN && damage.isEmpty()) {
      damage.add(SecretDefect.TRUNCATED);
    }
    return damage;
  }

  /// @param strict whether the secret is a key or token; a password may hold blanks and any letter
  private static Set<SecretDefect> damage(String value, boolean strict) {
    Set<SecretDefect> damage = EnumSet.noneOf(SecretDefect.class);
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      damage.add(SecretDefect.LINE_BREAK);
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\r') || c == 0x7F)) {
      damage.add(SecretDefect.CONTROL_CHARACTER);
    }
    String text = value.strip();
    if (!text.equals(value.replaceAll("^[\r\n]+|[\r\n]+$", ""))) {
      damage.add(SecretDefect.BLANKS);
    }
    if (quoted(text)) {
      damage.add(SecretDefect.QUOTES);
    }
    if (PREFIX.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      damage.add(SecretDefect.PREFIX);
    }
    if (strict && value.chars().anyMatch(c -> c > 0x7E)) {
      damage.add(SecretDefect.NOT_ASCII);
    }
    if (text.isEmpty()) {
      return EnumSet.of(SecretDefect.EMPTY);
    }
    if ((strict ? NO_VALUE : NO_PASSWORD).matcher(text).matches()) {
      damage.add(SecretDefect.PLACEHOLDER);
    }
    if (strict && CredentialCleaner.decoded(text).isPresent()) {
      damage.add(SecretDefect.ENCODED);
    }
    return damage;
  }

  private static Characters characters(String password) {
    if (password.chars().anyMatch(c -> c > 0x7E)) {
      return Characters.NON_ASCII;
    }
    if (RESERVED.matcher(password).find()) {
      return Characters.RESERVED;
    }
    return password.length() > HASHED ? Characters.VERY_LONG : Characters.PLAIN;
  }

  static boolean quoted(String text) {
    return text.length() >= 2
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(text.length() - 1);
  }
}
