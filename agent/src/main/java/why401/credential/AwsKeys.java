package why401.credential;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretSource;

/// Where the keys of Signature Version 4 come from.
public sealed interface AwsKeys {
  /// The secrets, in an order of their own.
  List<SecretSource> sources();

  /// Each from a source of its own.
  ///
  /// @param session token of temporary keys, or null
  record Separate(SecretSource accessKeyId, SecretSource secretKey, @Nullable SecretSource session)
      implements AwsKeys {
    @Override
    public List<SecretSource> sources() {
      return Stream.of(accessKeyId, secretKey, session)
          .filter(java.util.Objects::nonNull)
          .map(SecretSource.class::cast)
          .toList();
    }
  }

  /// Together, in the JSON that programs print for `credential_process`: `AccessKeyId`,
  /// `SecretAccessKey`, `SessionToken`.
  record Document(SecretSource json) implements AwsKeys {
    @Override
    public List<SecretSource> sources() {
      return List.of(json);
    }
  }
}
