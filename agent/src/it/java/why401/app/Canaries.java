package why401.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import why401.http.client.RawServer;

/// A configuration with a secret of its own in every place where one can stand.
final class Canaries {
  private final Map<String, String> all = new LinkedHashMap<>();
  private final RawServer echo;
  private final Path state;
  private final int port;

  Canaries(RawServer echo, Path state, int port) {
    this.echo = echo;
    this.state = state;
    this.port = port;
  }

  /// By place; without digits, so that nothing takes them for keys by their looks.
  Map<String, String> all() {
    return all;
  }

  private String in(String place) {
    return all.computeIfAbsent(place, _ -> "cAnArY" + place.replaceAll("[^a-z]", "") + "Zk");
  }

  String configuration() {
    StringBuilder text = new StringBuilder(fixed());
    for (String credential :
        List.of(
            "basic",
            "digest",
            "header",
            "query",
            "cookie",
            "bearer",
            "exec",
            "by-basic",
            "by-post",
            "user",
            "refresh",
            "aws",
            "workload",
            "hmac",
            "dpop",
            "keytab",
            "cache",
            "form")) {
      text.append(
          "why401.probes.p-%s { url = \"%s\", credential = %s }\n"
              .formatted(credential, echo.url("/"), credential));
    }
    return text.append(written()).toString();
  }

  private String fixed() {
    return """
    why401.server { port = %d }
    why401.state-dir = "%s"
    why401.defaults { interval = 1s, timeout = 3s }
    why401.credentials {
      basic { type = basic, username = probe, password = "%s" }
      digest { type = digest, username = probe, password = "%s" }
      header { type = api-key, in = header, name = X-Key, value = "%s" }
      query { type = api-key, in = query, name = key, value = "%s" }
      cookie { type = api-key, in = cookie, name = key, value = "%s" }
      bearer { type = bearer, token = "%s" }
      exec { type = bearer, token = { exec = [echo, "%s"] } }
    """
            .formatted(
                port,
                state,
                in("basic"),
                in("digest"),
                in("header"),
                in("query"),
                in("cookie"),
                in("bearer"),
                in("exec"))
        + client("basic")
        + client("post")
        + """
          user { type = password, client-id = c, client-secret = "%s", username = u, password = "%s", token-url = "%s" }
          refresh { type = refresh-token, client-id = c, refresh-token = "%s", token-url = "%s" }
          aws { type = sigv4, region = eu-central-1, service = s3, access-key-id = AKIAHARMLESS, secret-access-key = "%s", session-token = "%s" }
          workload { type = sigv4, region = eu-central-1, service = s3, web-identity { role-arn = "arn:aws:iam::123456789012:role/probe", token = "%s", url = "%s" } }
          hmac { type = hmac, key-id = harmless, key = "%s" }
          dpop { type = client-credentials, client-id = c, client-secret = "%s", token-url = "%s", dpop { key { file = "%s" } } }
          keytab { type = negotiate, principal = "probe@CANARY.TEST", keytab = "%s", timeout = 2s }
          cache { type = negotiate, principal = "probe@CANARY.TEST", ticket-cache = "%s", timeout = 2s }
          login { type = refresh-token, client-id = c, client-secret = "%s", client-auth = post, token-url = "%s", device-authorization-url = "%s" }
          form { type = form-login, login-url = "%s", fields { username = u, password = "%s" }, success { cookie = SID } }
        }
        """
            .formatted(
                in("user-client"),
                in("user-password"),
                echo.url("/token"),
                in("refresh"),
                echo.url("/token"),
                in("aws-key"),
                in("aws-session"),
                in("workload"),
                echo.url("/sts"),
                in("hmac"),
                in("dpop-client"),
                echo.url("/token"),
                proofKey(),
                binary("keytab", Keytab.of("probe", "CANARY.TEST", in("keytab"))),
                binary(
                    "cache", ("\u0005\u0004" + in("cache")).getBytes(StandardCharsets.ISO_8859_1)),
                in("login-client"),
                echo.url("/token"),
                echo.url("/token"),
                echo.url("/login"),
                in("field"));
  }

  /// A private key, which is a canary as it is.
  private Path proofKey() {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).generate();
      all.put("dpop-key", key.getD().toString());
      return Files.writeString(state.resolveSibling("dpop.jwk"), key.toJSONString());
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A file that is no text, a canary inside it and as a whole.
  private Path binary(String place, byte[] content) {
    try {
      all.put(place + "-file", Base64.getEncoder().encodeToString(content));
      return Files.write(state.resolveSibling(place), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String client(String method) {
    return """
      by-%s { type = client-credentials, client-id = c, client-secret = "%s", client-auth = %s, token-url = "%s" }
    """
        .formatted(method, in("client-" + method), method, echo.url("/token"));
  }

  /// Probes that carry secrets of their own.
  private String written() {
    return """
    why401.probes.plain { url = "%s", method = POST, body = "password=%s", headers { X-Api-Token = "%s", Authorization = "Bearer %s" } }
    why401.probes.proxied { url = "http://no-such-host.invalid/", credential = bearer, proxy { url = "%s", username = p, password = "%s" } }
    """
        .formatted(
            echo.url("/"),
            in("body"),
            in("plain-header"),
            in("written-bearer"),
            echo.url(""),
            in("proxy"));
  }
}
