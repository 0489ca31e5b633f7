package why401.token.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.secret.LoginToken;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.deployment.SharedRecordException;
import why401.deployment.SharedRecords;
import why401.io.BoundedAccess;

/// Copies what `why401 login` left at one member to all: the latest counts.
final class SharedLogins {
  private static final Logger LOG = LoggerFactory.getLogger(SharedLogins.class);
  private static final String KIND = "login-token";

  private final SharedRecords members;

  SharedLogins(SharedRecords members) {
    this.members = members;
  }

  private record Login(Secret token, Instant at) {
    boolean laterThan(@Nullable Login other) {
      return other == null || (!token.equals(other.token) && at.isAfter(other.at));
    }

    byte[] bytes() {
      return JSONObjectUtils.toJSONString(Map.of("token", token.reveal(), "at", at.toString()))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Takes over a later login of another member, or shows that of this one to all.
  void compare(LoginToken login) {
    String name = login.credential();
    try {
      byte[] content = members.read(KIND, name);
      Login theirs = content == null ? null : parse(content);
      Login mine = here(login);
      if (theirs != null && theirs.laterThan(mine)) {
        BoundedAccess.within(
            login.file(),
            BoundedAccess.PATIENCE,
            () -> {
              login.store(theirs.token());
              return true;
            });
        LOG.info("{}: a login at another member is taken over", name);
      } else if (mine != null && mine.laterThan(theirs)) {
        // If another member was faster, the next look compares with that.
        var _ = members.replace(KIND, name, content, mine.bytes());
      }
    } catch (SharedRecordException e) {
      LOG.debug("{}: {}", name, e.getMessage());
    } catch (IOException e) {
      LOG.warn("{}: the login cannot be shared ({})", name, e.getClass().getSimpleName());
    }
  }

  private static @Nullable Login here(LoginToken login) {
    try {
      Secret token = login.absent() ? null : login.read();
      Instant at = login.changedAt();
      return token == null || at == null ? null : new Login(token, at);
    } catch (SecretUnavailableException e) {
      return null;
    }
  }

  private static Login parse(byte[] content) throws IOException {
    try {
      Map<String, Object> members =
          JSONObjectUtils.parse(new String(content, StandardCharsets.UTF_8));
      return new Login(
          Secret.of(String.valueOf(members.get("token"))),
          Instant.parse(String.valueOf(members.get("at"))));
    } catch (ParseException | RuntimeException e) {
      // Without the message: it may quote the token.
      throw new SharedRecordException(
          "cluster: a login of no known form (expected: members of one version)");
    }
  }
}
