package why401.cli.har;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import why401.cli.curl.CurlUrl;
import why401.http.Header;

/// Reads the messages of a HAR capture, leniently: what is missing is empty.
final class HarMessage {
  private HarMessage() {}

  static List<Header> headers(JsonNode message) {
    List<Header> headers = new ArrayList<>();
    for (JsonNode header : message.path("headers")) {
      headers.add(new Header(header.path("name").asText(""), header.path("value").asText("")));
    }
    String location = message.path("redirectURL").asText("");
    if (!location.isEmpty()
        && headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Location"))) {
      headers.add(new Header("Location", location));
    }
    return headers;
  }

  static String body(JsonNode content) {
    String text = content.path("text").asText("");
    if (!content.path("encoding").asText("").equals("base64")) {
      return text;
    }
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /// Some tools write the offset without its colon.
  static Optional<Instant> moment(String text) {
    try {
      String usual = text.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
      return Optional.of(OffsetDateTime.parse(usual).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<String> header(JsonNode message, String name) {
    return headers(message).stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /// Origin and path: a query may hold a secret.
  static URI uri(String url) {
    try {
      URI uri = URI.create(CurlUrl.encoded(url.split("[?#]", 2)[0]));
      return uri.isAbsolute() && uri.getHost() != null
          ? new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path(uri), null, null)
          : URI.create("http://unknown/");
    } catch (IllegalArgumentException | java.net.URISyntaxException e) {
      return URI.create("http://unknown/");
    }
  }

  static String path(URI uri) {
    return uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath();
  }
}
