package why401.credential.secret;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is visibly wrong with a secret.
public enum SecretDefect {
  /// Blanks at an end.
  BLANKS("blanks at its end", true),
  /// A line break.
  LINE_BREAK("a line break in it", true),
  /// Another control character.
  CONTROL_CHARACTER("a control character in it", false),
  /// It is in quotes, which may belong to it.
  QUOTES("quotes around it", true),
  /// It begins with the name of a scheme, which may belong to it.
  PREFIX("the name of a scheme in front of it", true),
  /// A JWT that has lost a part: no server can accept it.
  TRUNCATED("a part of it missing", false),
  /// A character that a header or a token cannot carry.
  NOT_ASCII("a character outside of ASCII in it", false),
  /// There is nothing in it.
  EMPTY("nothing in it", false),
  /// Of a pair the first half is empty.
  NO_USER("no user name in it", false),
  /// It is the name of a variable.
  PLACEHOLDER("the name of a variable in place of its value", false),
  /// It is an encoding of a token.
  ENCODED("an encoding around the token", true),
  /// NTLM in the place of a Kerberos ticket.
  NTLM_INSIDE("an NTLM message in place of a Kerberos ticket", false),
  /// A nonce that is not whole.
  NONCE_CUT("a nonce that is shorter than the one that was issued", false),
  /// A nonce was counted or used out of turn.
  REPLAYED("a count of its nonce that is out of turn", false),
  /// The Cookie header has one name twice.
  TWICE("one cookie twice, with two values", false),
  /// A token where a scheme and a token belong.
  NO_SCHEME("no scheme in front of the token", false);

  private static final Pattern SCHEME = Pattern.compile("^(bearer|basic|token) ");

  private final String words;
  private final boolean cleanable;

  SecretDefect(String words, boolean cleanable) {
    this.words = words;
    this.cleanable = cleanable;
  }

  /// In words, after "it has".
  public String words() {
    return words;
  }

  /// Whether it can be taken away without a guess.
  public boolean cleanable() {
    return cleanable;
  }

  /// What makes a credential that is sent to an issuer unusable, or null.
  static @Nullable SecretDefect in(String secret) {
    String text = secret.strip();
    if (text.length() >= 2
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(0) == text.charAt(text.length() - 1)) {
      return QUOTES;
    }
    if (SCHEME.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      return PREFIX;
    }
    return truncated(text) ? TRUNCATED : null;
  }

  /// Whether `text` has the header of a JWT and is none. An RSA key may be of any length, and with
  /// it the signature.
  private static boolean truncated(String text) {
    if (!beginsLikeJwt(text) || text.indexOf('.') < 0) {
      return false;
    }
    try {
      if (!(JWTParser.parse(text) instanceof SignedJWT signed)) {
        return false;
      }
      String algorithm = signed.getHeader().getAlgorithm().getName();
      int length = signed.getSignature().decode().length;
      boolean rsa = algorithm.startsWith("RS") || algorithm.startsWith("PS");
      return rsa ? length < 128 : !wholeSignature(algorithm, length);
    } catch (ParseException | IllegalArgumentException e) {
      return true;
    }
  }

  /// Whether `text` begins with the header of a JWT (RFC 7515, 4), whole or cut; other tokens begin
  /// with JSON as well.
  public static boolean beginsLikeJwt(String text) {
    int dot = text.indexOf('.');
    String first = dot < 0 ? text : text.substring(0, dot);
    String whole = dot < 0 ? first.substring(0, first.length() - first.length() % 4) : first;
    if (!first.startsWith("eyJ")) {
      return false;
    }
    try {
      byte[] json = Base64.getUrlDecoder().decode(whole);
      return new String(json, StandardCharsets.UTF_8).contains("\"alg\"");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether a signature is as long as its algorithm makes it (RFC 7518, 3); a cut one is shorter.
  ///
  /// @param length in octets
  public static boolean wholeSignature(String algorithm, int length) {
    return switch (algorithm) {
      case "HS256" -> length == 32;
      case "HS384" -> length == 48;
      case "HS512", "ES256", "Ed25519" -> length == 64;
      case "ES384" -> length == 96;
      case "ES512" -> length == 132;
      case "EdDSA" -> length == 64 || length == 114;
      case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512" ->
          length >= 128 && length % 64 == 0;
      default -> length > 0;
    };
  }
}
