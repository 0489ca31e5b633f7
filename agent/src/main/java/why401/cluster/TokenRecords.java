package why401.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Secret;
import why401.http.CookieScope;
import why401.token.RenewalFailure;
import why401.token.SessionCookie;
import why401.token.Token;
import why401.token.issuer.TokenResult;
import why401.token.shared.SharedFailure;
import why401.token.shared.SharedToken;

/// Tokens and failures on their way to other members, as JSON: a member of another version skips
/// what it does not know. Secrets are in it, so it is for an encrypted channel alone.
final class TokenRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenRecords() {}

  static byte[] write(SharedToken token) {
    ObjectNode out = JSON.createObjectNode();
    out.put("mark", token.mark());
    out.put("value", token.value().reveal());
    token.cookies().forEach(one -> write(one, out.withArray("/cookies").addObject()));
    out.put("issued_at", token.issuedAt().toString());
    out.put("lifetime", token.lifetime().toString());
    out.put("source", token.source().name());
    put(out, "not_before", token.notBefore());
    put(out, "refresh_in", token.refreshIn());
    put(out, "scope", token.scope());
    return bytes(out);
  }

  private static void write(SessionCookie cookie, ObjectNode out) {
    out.put("name", cookie.name());
    out.put("value", cookie.value().reveal());
    out.put("domain", cookie.scope().domain());
    out.put("host_only", cookie.scope().hostOnly());
    out.put("path", cookie.scope().path());
    out.put("secure", cookie.scope().secure());
  }

  private static SessionCookie cookie(JsonNode in) {
    return new SessionCookie(
        in.path("name").asText(),
        Secret.of(in.path("value").asText()),
        new CookieScope(
            in.path("domain").asText(),
            in.path("host_only").asBoolean(),
            in.path("path").asText(),
            in.path("secure").asBoolean()));
  }

  static SharedToken token(String credential, byte[] content) throws IOException {
    JsonNode in = JSON.readTree(content);
    List<SessionCookie> cookies = new ArrayList<>();
    in.path("cookies").forEach(one -> cookies.add(cookie(one)));
    String notBefore = text(in, "not_before");
    String scope = text(in, "scope");
    return new SharedToken(
        credential,
        in.path("mark").asText(),
        Secret.of(in.path("value").asText()),
        cookies,
        Instant.parse(in.path("issued_at").asText()),
        Duration.parse(in.path("lifetime").asText()),
        Token.ExpirySource.valueOf(in.path("source").asText()),
        notBefore == null ? null : Instant.parse(notBefore),
        duration(in, "refresh_in"),
        scope);
  }

  static byte[] write(SharedFailure failure) {
    RenewalFailure why = failure.failure();
    ObjectNode out = JSON.createObjectNode();
    out.put("mark", failure.mark());
    out.put("at", why.at().toString());
    out.put("reason", why.reason().name());
    out.put("status", why.status());
    put(out, "error", why.error());
    out.put("description", why.description());
    out.put("detail", why.detail().name());
    out.put("kind", failure.kind().name());
    put(out, "retry_after", failure.retryAfter());
    return bytes(out);
  }

  static SharedFailure failure(String credential, byte[] content) throws IOException {
    JsonNode in = JSON.readTree(content);
    RenewalFailure why =
        new RenewalFailure(
                Instant.parse(in.path("at").asText()),
                RenewalFailure.Reason.valueOf(in.path("reason").asText()),
                in.path("status").asInt(),
                text(in, "error"),
                in.path("description").asText(),
                null)
            .with(RenewalFailure.Detail.valueOf(in.path("detail").asText()));
    return new SharedFailure(
        credential,
        in.path("mark").asText(),
        why,
        TokenResult.Kind.valueOf(in.path("kind").asText()),
        duration(in, "retry_after"));
  }

  private static void put(ObjectNode out, String name, @Nullable Object value) {
    if (value != null) {
      out.put(name, value.toString());
    }
  }

  private static @Nullable String text(JsonNode in, String name) {
    return in.hasNonNull(name) ? in.get(name).asText() : null;
  }

  private static @Nullable Duration duration(JsonNode in, String name) {
    String text = text(in, name);
    return text == null ? null : Duration.parse(text);
  }

  private static byte[] bytes(ObjectNode out) {
    try {
      return JSON.writeValueAsBytes(out);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("record: no JSON (expected: text members)", e);
    }
  }
}
