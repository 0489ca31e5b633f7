package why401.probe.okhttp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import why401.http.client.RawServer;

/// Checks Digest as RFC 7616 says, by an implementation of its own.
final class DigestServer implements RawServer.Behaviour {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

  volatile String algorithm = "MD5";
  volatile String nonce = "nonce-1";
  volatile String password = ProberFixture.SECRET;
  volatile boolean admitsStale = true;
  volatile String challenge =
      "WWW-Authenticate: Digest realm=\"printers\", qop=\"auth\", algorithm=%s, nonce=\"%s\"%s";

  @Override
  public void answer(RawServer.Request request, OutputStream out) throws IOException {
    Map<String, String> given = parameters(request.header("Authorization"));
    boolean right = !given.isEmpty() && given.get("response").equals(expected(request, given));
    boolean current = nonce.equals(given.get("nonce"));
    if (right && current) {
      out.write(RawServer.answer("200 OK", "printed"));
      return;
    }
    String stale = right && admitsStale ? ", stale=true" : "";
    out.write(
        RawServer.answer(
            "401 Unauthorized\r\n" + challenge.formatted(algorithm, nonce, stale), "who?"));
  }

  private static Map<String, String> parameters(String header) {
    return PARAMETER
        .matcher(header)
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1),
                found -> found.group(2) == null ? found.group(3) : found.group(2),
                (first, _) -> first));
  }

  private String expected(RawServer.Request request, Map<String, String> given) {
    String first = hash(given.get("username") + ":printers:" + password);
    if (algorithm.endsWith("-sess")) {
      first = hash(first + ":" + given.get("nonce") + ":" + given.get("cnonce"));
    }
    String second = hash(request.line().split(" ", 2)[0] + ":" + request.path());
    return hash(
        String.join(
            ":", first, given.get("nonce"), given.get("nc"), given.get("cnonce"), "auth", second));
  }

  private String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.replace("-sess", ""));
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
