package why401.config.reader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Names;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential;
import why401.credential.secret.SecretSource;

/// Reads a credential of type `api-key`.
final class ApiKeyReader {
  private final String name;
  private final Section section;

  ApiKeyReader(String name, Section section) {
    this.name = name;
    this.section = section;
  }

  @Nullable Credential read() {
    Credential.Placement in =
        section.choice("in", Credential.Placement.class, Credential.Placement.HEADER);
    String parameter = section.requireText("name", "the name of the header, parameter or cookie");
    Value written = section.find("name");
    if (in != Credential.Placement.QUERY
        && written != null
        && !parameter.isEmpty()
        && !Names.isToken(parameter)) {
      written.refuse("letters, digits and '-', as a header or cookie is named");
    }
    SecretSource value = SecretReader.require(section, "value");
    Instant expires = expires();
    return value == null ? null : new Credential.ApiKey(name, in, parameter, value, expires);
  }

  /// A date ends as it begins, in UTC: better early than late.
  private @Nullable Instant expires() {
    Value value = section.find("expires");
    String text = value == null ? null : value.line();
    if (value == null || text == null) {
      return null;
    }
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      value.refuse("a date such as 2027-01-31 or a time such as \"2027-01-31T12:00:00Z\"");
      return null;
    }
  }
}
