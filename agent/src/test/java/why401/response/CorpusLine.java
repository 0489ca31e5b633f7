package why401.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;

/// One recorded answer with its known cause.
///
/// @param discriminating whether no other cause of the product gives the same answer
public record CorpusLine(
    String id,
    String product,
    String cause,
    boolean discriminating,
    HttpResponse response,
    RequestContext context) {

  public static final Path FOLDER = Path.of("src/test/resources/corpus");

  /// The files that a model is trained from.
  public static final List<String> TRAINING =
      List.of("responses.jsonl", "own.jsonl", "blind.jsonl", "documented.jsonl", "late.jsonl");

  private static final ObjectMapper JSON = new ObjectMapper();

  /// The lines of a file in [#FOLDER].
  public static List<CorpusLine> of(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file)).stream().map(CorpusLine::parse).toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// The answer, taken apart.
  public ParsedResponse parsed() {
    return ParsedResponse.of(response, context);
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
          new HttpResponse(json.path("status").asInt(), headers, json.path("body").asText()),
          context(json.path("auth").asText()));
    } catch (IOException damaged) {
      throw new UncheckedIOException(line, damaged);
    }
  }

  /// What a capture without credentials would tell: the kind of endpoint, and nothing about what
  /// was sent.
  private static RequestContext context(String auth) {
    RequestContext.Endpoint endpoint =
        switch (auth) {
          case "oauth2_token_endpoint" -> RequestContext.Endpoint.TOKEN_ENDPOINT;
          case "password" -> RequestContext.Endpoint.LOGIN;
          default -> RequestContext.Endpoint.RESOURCE;
        };
    return new RequestContext(endpoint, RequestContext.Sent.UNKNOWN, null);
  }

  /// The context of a request that is known to have carried a credential of this scheme.
  RequestContext whenSent(String scheme) {
    return new RequestContext(context.endpoint(), RequestContext.Sent.YES, scheme);
  }

  @Override
  public String toString() {
    return id;
  }
}
