package why401.config.reader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.FileChecks;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential;

/// Reads a `negotiate` credential: Kerberos from a keytab or a ticket cache.
final class NegotiateReader {
  private static final Pattern PRINCIPAL = Pattern.compile("[^@\\s]+@[^@\\s/]+");
  private static final Pattern SERVICE = Pattern.compile("[^@/\\s]+(/[^@/\\s]+(@[^@\\s/]+)?)?");
  private static final Pattern OTHER_CACHE = Pattern.compile("(?i)(kcm|keyring|dir|api|msl?sa):.*");

  private final String name;
  private final Section section;

  NegotiateReader(String name, Section section) {
    this.name = name;
    this.section = section;
  }

  @Nullable Credential read() {
    String principal = principal();
    Path keytab = file("keytab");
    Path cache = cache();
    if (section.has("keytab") == section.has("ticket-cache")) {
      section.error(
          "keytab",
          section.has("keytab") ? "next to ticket-cache" : "missing",
          "either keytab or ticket-cache");
    }
    String service = service();
    Duration timeout = OAuthClientReader.timeout(section);
    if (principal == null || (keytab == null && cache == null)) {
      return null;
    }
    if (keytab != null) {
      warnWithoutKey(keytab, principal);
    }
    return new Credential.Negotiate(name, principal, keytab, cache, service, timeout);
  }

  private @Nullable String principal() {
    Value value = section.require("principal", "the principal: name@REALM");
    String text = value == null ? null : value.line();
    if (value == null || text == null) {
      return null;
    }
    if (!PRINCIPAL.matcher(text).matches()) {
      value.refuse("name@REALM");
      return null;
    }
    String realm = text.substring(text.indexOf('@') + 1);
    if (!realm.equals(realm.toUpperCase(Locale.ROOT))) {
      value.warn("the realm is not in capitals, as nearly all are: \"%s\"".formatted(realm));
    }
    return text;
  }

  private String service() {
    Value value = section.find("service");
    String text = value == null ? null : value.line();
    if (value == null || text == null) {
      return "HTTP";
    }
    if (!SERVICE.matcher(text).matches()) {
      value.refuse("HTTP, or a service principal such as HTTP/web.example@REALM");
    }
    return text;
  }

  private @Nullable Path cache() {
    Value value = section.find("ticket-cache");
    String text = value == null ? null : value.line();
    if (value != null && text != null && OTHER_CACHE.matcher(text).matches()) {
      value.refuse("a file (kinit -c FILE): Java reads no other kind of cache");
      return null;
    }
    return file("ticket-cache");
  }

  private @Nullable Path file(String key) {
    Value value = section.find(key);
    Path file = value == null ? null : value.file();
    if (value == null || file == null) {
      return null;
    }
    switch (FileChecks.look(file)) {
      case DIRECTORY -> {
        value.refuse("a file; this is a directory");
        return null;
      }
      case ABSENT -> value.warn("\"%s\" is not there (yet)".formatted(file));
      case FORBIDDEN -> value.warn("\"%s\" cannot be read by this user".formatted(file));
      case SILENT -> value.warn("\"%s\" does not answer (yet)".formatted(file));
      case READABLE -> {}
    }
    return file;
  }

  private void warnWithoutKey(Path keytab, String principal) {
    if (FileChecks.look(keytab) != FileChecks.Look.READABLE) {
      return;
    }
    KerberosPrincipal of = new KerberosPrincipal(principal);
    if (KeyTab.getInstance(of, keytab.toFile()).getKeys(of).length == 0) {
      section.warn("keytab", "has no key of %s (klist -k lists what it has)".formatted(principal));
    }
  }
}
