package why401.config.reader;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.Credential;
import why401.credential.secret.SecretSource;

/// Reads `web-identity` of a `sigv4` credential.
final class AwsWebIdentityReader {
  private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::[^:]*:role/.+");
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");

  private final String name;
  private final Section section;
  private final Duration timeout;

  AwsWebIdentityReader(String name, Section section, Duration timeout) {
    this.name = name;
    this.section = section;
    this.timeout = timeout;
  }

  @Nullable Credential read(String region, String service) {
    Value role = section.require("role-arn", "the role: arn:aws:iam::ACCOUNT:role/NAME");
    String arn = role == null ? null : role.line();
    if (role != null && arn != null && !ROLE.matcher(arn).matches()) {
      role.refuse("arn:aws:iam::ACCOUNT:role/NAME");
    }
    SecretSource token = SecretReader.require(section, "token");
    Value session = section.find("session-name");
    String sessionName = session == null ? null : session.line();
    if (session != null && sessionName != null && !SESSION.matcher(sessionName).matches()) {
      session.refuse("2 to 64 letters, digits or any of +=,.@-");
    }
    URI url = IssuerReader.endpoint(section, "url");
    var tls = TlsReader.read(section);
    return arn == null || token == null
        ? null
        : new Credential.AwsWebIdentity(
            name,
            region,
            service,
            arn,
            sessionName == null ? "why401" : sessionName,
            token,
            url == null ? standard(region) : url,
            tls,
            timeout);
  }

  private static URI standard(String region) {
    String suffix = region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    String host = REGION.matcher(region).matches() ? "sts." + region : "sts";
    return URI.create("https://" + host + suffix);
  }
}
