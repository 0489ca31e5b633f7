package why401.config.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential;
import why401.credential.MessageSignature;
import why401.credential.MessageSignature.KeyFormat;
import why401.credential.SharedKey;
import why401.credential.secret.CommandSecret;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;

/// Reads an `hmac` credential: requests signed with a shared key (RFC 9421).
final class HmacReader {
  /// Headers that the signature brings itself.
  static final Set<String> MADE = Set.of("content-digest", "date", "user-agent");

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Pattern LABEL = Pattern.compile("[a-z*][a-z0-9_.*-]*");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
  private static final Set<String> DERIVED =
      Set.of(
          "@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");

  /// Written after signing, or changed by proxies as they like.
  private static final Set<String> UNSIGNED =
      Set.of(
          "signature",
          "signature-input",
          "cookie",
          "connection",
          "content-length",
          "accept-encoding",
          "transfer-encoding");

  private final String name;
  private final Section section;

  HmacReader(String name, Section section) {
    this.name = name;
    this.section = section;
  }

  @Nullable Credential read() {
    String keyId = text("key-id", PRINTABLE, "the name of the key, in printable ASCII", true);
    SecretSource key = SecretReader.require(section, "key");
    Value encoded = section.find("key-encoding");
    KeyFormat encoding = encoded == null ? null : encoded.choice(KeyFormat.class);
    MessageSignature signature = signature();
    if (keyId == null || key == null) {
      return null;
    }
    check(key, encoding);
    KeyFormat used = encoding == null ? KeyFormat.TEXT : encoding;
    return new Credential.Hmac(name, keyId, key, used, signature);
  }

  /// Only a warning, since another key may be there when it is needed.
  private void check(SecretSource source, @Nullable KeyFormat encoding) {
    if (source instanceof CommandSecret) {
      return;
    }
    try {
      Secret key = source.read(PATIENCE);
      if (encoding != null) {
        new SharedKey(key, encoding).obstacle().ifPresent(what -> section.warn("key", what));
      } else if (SharedKey.looksEncoded(key)) {
        section.warn(
            "key",
            "looks like bytes in Base64 or hexadecimal, and is used as text: say which by"
                + " key-encoding = base64, hex or text");
      }
    } catch (SecretUnavailableException e) {
      // That it is not there yet is a warning already.
    }
  }

  private MessageSignature signature() {
    String label = text("label", LABEL, "a lower-case word, such as sig1", false);
    String tag = text("tag", PRINTABLE, "printable ASCII", false);
    Duration lifetime =
        section.find("lifetime") == null
            ? null
            : section.duration("lifetime", SHORTEST, LONGEST, LONGEST);
    boolean nonce = section.flag("nonce", false);
    String known = MessageSignature.DEFAULT.label();
    return new MessageSignature(label == null ? known : label, components(), lifetime, tag, nonce);
  }

  private @Nullable String text(String key, Pattern form, String expected, boolean required) {
    Value value = required ? section.require(key, expected) : section.find(key);
    String text = value == null ? null : value.line();
    if (value != null && text != null && !form.matcher(text).matches()) {
      value.refuse(expected);
      return null;
    }
    return text;
  }

  private List<String> components() {
    Value value = section.find("components");
    if (value == null) {
      return List.of();
    }
    List<String> components = new ArrayList<>();
    if (!value.isList() || value.items().isEmpty()) {
      value.refuse("a list such as [\"@method\", \"@authority\", \"@path\", content-type]");
      return components;
    }
    for (Value item : value.items()) {
      String text = item.line();
      String component = text == null ? "" : text.toLowerCase(Locale.ROOT);
      if (text != null && check(item, component, components)) {
        components.add(component);
      }
    }
    return components;
  }

  private static boolean check(Value item, String component, List<String> before) {
    boolean derived = component.startsWith("@");
    if (derived ? !DERIVED.contains(component) : !HEADER.matcher(component).matches()) {
      item.refuse("a header, or one of " + String.join(", ", DERIVED.stream().sorted().toList()));
      return false;
    }
    if (UNSIGNED.contains(component)) {
      item.refuse("a header that is known when the request is signed");
      return false;
    }
    if (before.contains(component)) {
      item.refuse("each component once");
      return false;
    }
    return true;
  }
}
