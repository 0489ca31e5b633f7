package why401.diagnosis.credential;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.credential.CredentialFacts.Characters;
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.credential.CredentialFacts.Representation;
import why401.http.Header;
import why401.token.Credentials;

/// Reads from a captured request what it showed: every kind of credential, as of a live one.
///
/// @param url with its query, which may hold a signature
/// @param freshNonce whether a nonce was issued in the capture and not used before this request
/// @param cutNonce whether a longer nonce that begins with this one was issued in the capture
public record CapturedCredential(
    String url,
    List<Header> headers,
    String body,
    Predicate<String> freshNonce,
    Predicate<String> cutNonce) {
  /// A JWT behind another scheme than Bearer, such as `JWT`.
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

  private static final Pattern GRANT =
      Pattern.compile("grant_type[\"']?\\s*[=:]\\s*[\"']?([^&\"'\\s]+)");
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "[?&](?:sig|X-Amz-Signature|Signature|x-goog-signature)=", Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY =
      Pattern.compile(
          "(?:x-)?(?:api|auth|access)[-_]?(?:key|token)|.*-(?:api|subscription)-key|private-token",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CREATED =
      Pattern.compile("Created[^<>]*>\\s*([0-9TZ:.+-]{19,35})\\s*<");
  private static final Pattern NONCE = Pattern.compile("[ ,]nonce=\"?([^\", ]+)");
  private static final Pattern COUNT = Pattern.compile("[ ,]nc=\"?([0-9a-fA-F]{1,8})");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX");

  /// What a look at it tells; [CredentialFacts#NONE] if nothing was shown.
  public CredentialFacts facts() {
    Optional<String> authorization = header("Authorization");
    if (authorization.isPresent() && !authorization.get().isBlank()) {
      CredentialFacts facts = authorization(authorization.get().strip(), authorization.get());
      return header("DPoP")
          .map(JwtInspector::at)
          .map(proof -> proof.times().issuedAt())
          .map(time -> facts.with(facts.representation().signed(time)))
          .orElse(facts);
    }
    if (SIGNATURE.matcher(url).find()) {
      return signed(query("se").or(() -> query("Expires")).flatMap(CapturedCredential::instant));
    }
    Matcher created = CREATED.matcher(body);
    if (created.find()) {
      return facts(Kind.KEY, "signed", Set.of(), instant(created.group(1)).orElse(null), null);
    }
    return header("Signature-Input")
        .map(CapturedCredential::messageSignature)
        .or(this::key)
        .or(() -> header("Cookie").map(this::cookies))
        .orElse(CredentialFacts.NONE);
  }

  /// RFC 9421, 2.3.
  private static CredentialFacts messageSignature(String input) {
    return facts(
        Kind.KEY,
        "signed",
        Set.of(),
        parameter(input, "created").orElse(null),
        parameter(input, "expires").orElse(null));
  }

  private static Optional<Instant> parameter(String input, String name) {
    Matcher matcher = Pattern.compile(";" + name + "=([0-9]{9,11})").matcher(input);
    return matcher.find() ? instant(matcher.group(1)) : Optional.empty();
  }

  private Optional<CredentialFacts> key() {
    return headers.stream()
        .filter(header -> KEY.matcher(header.name()).matches())
        .findFirst()
        .map(
            header ->
                CredentialFacts.of(
                    new Credentials.Key(
                        Credential.Placement.HEADER, header.name(), Secret.of(header.value()))));
  }

  /// The grant of a token request, in the words of the configuration.
  public String grant() {
    Matcher matcher = GRANT.matcher(body);
    if (!matcher.find()) {
      return "password";
    }
    String grant = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    return switch (grant) {
      case "client_credentials" -> "client-credentials";
      case "refresh_token" -> "refresh-token";
      case "password" -> "password";
      case "authorization_code" -> "refresh-token";
      default -> "jwt-bearer";
    };
  }

  /// Facts of a token request.
  public CredentialFacts ofGrant() {
    Representation representation = new Representation(Characters.PLAIN, "", grant(), null);
    return new CredentialFacts(Kind.NONE, "", "", Set.of(), null, null, null, representation);
  }

  private CredentialFacts authorization(String value, String raw) {
    int blank = value.indexOf(' ');
    String scheme = (blank < 0 ? value : value.substring(0, blank)).toLowerCase(Locale.ROOT);
    String rest = blank < 0 ? "" : value.substring(blank + 1);
    return switch (scheme) {
      case "bearer", "dpop" -> CredentialFacts.of(new Credentials.StaticBearer(Secret.of(rest)));
      case "basic" -> basic(rest.strip());
      case "digest" -> digest(value);
      case "negotiate", "ntlm" -> windows(scheme, rest.strip());
      case "aws4-hmac-sha256" ->
          facts(
              Kind.KEY,
              "signed",
              Set.of(),
              header("X-Amz-Date").flatMap(CapturedCredential::instant).orElse(null),
              null);
      default ->
          CredentialFacts.of(
              JWT.matcher(rest).matches()
                  ? new Credentials.StaticBearer(Secret.of(rest))
                  : new Credentials.Key(
                      Credential.Placement.HEADER, "Authorization", Secret.of(raw)));
    };
  }

  private static CredentialFacts basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      String user = colon < 0 ? pair : pair.substring(0, colon);
      String password = colon < 0 ? "" : pair.substring(colon + 1);
      return CredentialFacts.of(new Credentials.Basic(user, Secret.of(password)));
    } catch (IllegalArgumentException notBase64) {
      return facts(Kind.PASSWORD, "Basic", Set.of(SecretDefect.TRUNCATED), null, null);
    }
  }

  private static CredentialFacts windows(String scheme, String message) {
    boolean negotiate = scheme.equals("negotiate");
    boolean inside = negotiate && message.startsWith("TlRMTVNT");
    Set<SecretDefect> damage = inside ? EnumSet.of(SecretDefect.NTLM_INSIDE) : Set.of();
    return facts(Kind.PASSWORD, negotiate ? "Negotiate" : "NTLM", damage, null, null);
  }

  private CredentialFacts digest(String value) {
    Matcher nonce = NONCE.matcher(value);
    Matcher count = COUNT.matcher(value);
    Set<SecretDefect> damage = EnumSet.noneOf(SecretDefect.class);
    if (nonce.find()) {
      boolean early =
          count.find()
              && freshNonce.test(nonce.group(1))
              && Integer.parseUnsignedInt(count.group(1), 16) != 1;
      if (cutNonce.test(nonce.group(1))) {
        damage.add(SecretDefect.NONCE_CUT);
      } else if (early) {
        damage.add(SecretDefect.REPLAYED);
      }
    }
    return facts(Kind.PASSWORD, "Digest", damage, null, null);
  }

  private CredentialFacts signed(Optional<Instant> end) {
    return facts(Kind.KEY, "signed", Set.of(), null, end.or(this::presignedEnd).orElse(null));
  }

  private Optional<Instant> presignedEnd() {
    Optional<Instant> begin = query("X-Amz-Date").flatMap(CapturedCredential::instant);
    Optional<String> life = query("X-Amz-Expires").filter(text -> text.matches("[0-9]{1,7}"));
    return begin.flatMap(from -> life.map(text -> from.plusSeconds(Long.parseLong(text))));
  }

  private CredentialFacts cookies(String header) {
    List<String> names =
        Arrays.stream(header.split(";")).map(one -> one.strip().split("=", 2)[0]).toList();
    boolean twice = names.stream().distinct().count() < names.size();
    Set<SecretDefect> damage = twice ? EnumSet.of(SecretDefect.TWICE) : Set.of();
    return new CredentialFacts(
        Kind.SESSION,
        "cookie",
        Secret.of(header).fingerprint(),
        damage,
        null,
        null,
        null,
        Representation.PLAIN);
  }

  private static CredentialFacts facts(
      Kind kind,
      String scheme,
      Set<SecretDefect> damage,
      @Nullable Instant signedAt,
      @Nullable Instant end) {
    Representation representation = new Representation(Characters.PLAIN, "", "", signedAt);
    return new CredentialFacts(kind, scheme, "captured", damage, null, null, end, representation);
  }

  private Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  private Optional<String> query(String name) {
    Matcher matcher =
        Pattern.compile("[?&]" + Pattern.quote(name) + "=([^&#]*)", Pattern.CASE_INSENSITIVE)
            .matcher(url);
    return matcher.find()
        ? Optional.of(URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.matches("[0-9]{9,11}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : text.contains("-")
                  ? OffsetDateTime.parse(text).toInstant()
                  : OffsetDateTime.parse(text, COMPACT).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
