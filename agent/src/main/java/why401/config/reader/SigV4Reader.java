package why401.config.reader;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.hocon.Section;
import why401.config.hocon.Value;
import why401.credential.AwsKeys;
import why401.credential.Credential;
import why401.credential.secret.SecretSource;

/// Reads a `sigv4` credential: its keys one by one, in one document, or by web identity, which
/// [AwsWebIdentityReader] reads.
final class SigV4Reader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private final String name;
  private final Section section;
  private final String region;
  private final String service;

  SigV4Reader(String name, Section section) {
    this.name = name;
    this.section = section;
    this.region = word("region", "the region, such as eu-central-1");
    this.service = word("service", "the service as it is signed for, such as s3 or execute-api");
  }

  String region() {
    return region;
  }

  String service() {
    return service;
  }

  @Nullable Credential read() {
    boolean separate =
        Stream.of("access-key-id", "secret-access-key", "session-token")
                .filter(section::has)
                .count()
            > 0;
    boolean document = section.has("keys");
    boolean identity = section.has("web-identity");
    if ((separate ? 1 : 0) + (document ? 1 : 0) + (identity ? 1 : 0) != 1) {
      section.error(
          separate ? "access-key-id" : "keys",
          separate || document || identity ? "next to other keys" : "missing",
          "access-key-id and secret-access-key, or keys, or web-identity");
    }
    AwsKeys keys = document ? document() : separate ? separate() : null;
    return keys == null ? null : new Credential.SigV4(name, region, service, keys);
  }

  private String word(String key, String expected) {
    Value value = section.require(key, expected);
    String text = value == null ? null : value.line();
    if (value == null || text == null) {
      return "";
    }
    if (!NAME.matcher(text).matches()) {
      value.refuse(expected);
    }
    return text;
  }

  private @Nullable AwsKeys document() {
    SecretSource json = SecretReader.require(section, "keys");
    return json == null ? null : new AwsKeys.Document(json);
  }

  private @Nullable AwsKeys separate() {
    SecretSource id = accessKeyId();
    SecretSource key = SecretReader.require(section, "secret-access-key");
    SecretSource session = SecretReader.find(section, "session-token");
    return id == null || key == null ? null : new AwsKeys.Separate(id, key, session);
  }

  /// It names the keys and is no secret, so it may stand in the file.
  private @Nullable SecretSource accessKeyId() {
    section.require("access-key-id", "the identifier of the access key");
    return SecretReader.name(section, "access-key-id");
  }
}
