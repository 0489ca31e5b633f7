package why401.challenge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One recorded answer with its known cause.
record CorpusLine(
    String id, String product, String cause, boolean discriminating, Response response) {

  static final Path FOLDER = Path.of("src/test/resources/corpus");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The lines of a file in [#FOLDER].
  static List<CorpusLine> of(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file)).stream().map(CorpusLine::parse).toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static CorpusLine parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      List<Header> headers = new ArrayList<>();
      json.path("headers")
          .properties()
          .forEach(
              entry ->
                  entry
                      .getValue()
                      .forEach(value -> headers.add(new Header(entry.getKey(), value.asText()))));
      return new CorpusLine(
          json.path("id").asText(),
          json.path("product").asText(),
          json.path("cause").asText(),
          json.path("discriminating").asBoolean(),
          new Response(
              json.path("status").asInt(),
              headers,
              json.path("body").asText(),
              context(json.path("auth").asText())));
    } catch (IOException damaged) {
      throw new UncheckedIOException(line, damaged);
    }
  }

  /// What a capture without credentials would tell: the kind of endpoint, and nothing about what
  /// was sent.
  private static Context context(String auth) {
    Context.Endpoint endpoint =
        switch (auth) {
          case "oauth2_token_endpoint" -> Context.Endpoint.TOKEN_ENDPOINT;
          case "password" -> Context.Endpoint.LOGIN;
          default -> Context.Endpoint.RESOURCE;
        };
    return new Context(endpoint, Context.Sent.UNKNOWN, null);
  }

  /// The same answer to a request that is known to have carried a credential of this scheme.
  Response whenSent(String scheme) {
    Context context = new Context(response.context().endpoint(), Context.Sent.YES, scheme);
    return new Response(response.status(), response.headers(), response.body(), context);
  }

  @Override
  public String toString() {
    return id;
  }
}
