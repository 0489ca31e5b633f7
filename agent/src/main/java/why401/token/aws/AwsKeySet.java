package why401.token.aws;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.AwsKeys;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;

/// Keys as they were read.
///
/// @param accessKeyId which keys they are; no secret
/// @param session token of temporary keys, or null
public record AwsKeySet(String accessKeyId, Secret secretKey, @Nullable Secret session) {
  /// Reads a secret.
  public interface Reader {
    Secret read(SecretSource source) throws SecretUnavailableException;
  }

  /// What `keys` name, read by `reader`.
  public static AwsKeySet of(AwsKeys keys, Reader reader) throws SecretUnavailableException {
    return switch (keys) {
      case AwsKeys.Separate(var id, var key, var session) ->
          new AwsKeySet(
              reader.read(id).reveal().strip(),
              reader.read(key),
              session == null ? null : reader.read(session));
      case AwsKeys.Document(var json) -> parse(reader.read(json), json.describe());
    };
  }

  private static AwsKeySet parse(Secret json, String where) throws SecretUnavailableException {
    try {
      Map<String, Object> members = JSONObjectUtils.parse(json.reveal());
      String id = JSONObjectUtils.getString(members, "AccessKeyId");
      String key = JSONObjectUtils.getString(members, "SecretAccessKey");
      String session = JSONObjectUtils.getString(members, "SessionToken");
      if (id != null && key != null) {
        return new AwsKeySet(id, Secret.of(key), session == null ? null : Secret.of(session));
      }
    } catch (ParseException | RuntimeException e) {
      // Said below, without what was parsed.
    }
    throw new SecretUnavailableException(
        where + ": no keys (expected: JSON with AccessKeyId and SecretAccessKey)");
  }
}
