package why401.response.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.http.html.HtmlPage;
import why401.http.html.XmlFields;
import why401.response.statement.Statement.Place;

/// Collects the statements of a body. Reads JSON as a stream, so that a truncated or damaged body
/// is read up to the damage.
final class BodyReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIELD_LIMIT = 48;
  private static final int DEPTH_LIMIT = 8;
  private static final int PAGE_LIMIT = 8 * 1024;
  private static final Set<String> SILENT_FIELDS =
      Set.of(
          "documentation_url",
          "error_uri",
          "trace_id",
          "traceid",
          "correlation_id",
          "timestamp",
          "path",
          "instance",
          "requestid",
          "request_id",
          "kind",
          "apiversion",
          "url",
          "href",
          "stack",
          "stacktrace",
          "trace",
          "access_token",
          "id_token",
          "refresh_token",
          "token_type",
          "hostid",
          "host_id",
          "help",
          "more_info",
          "docs",
          "link",
          "links",
          "example",
          "stringtosign",
          "canonicalrequest");
  private static final Pattern FORM =
      Pattern.compile("(?:^|&)(error(?:_description)?)=([^&\\s]{1,600})");

  private BodyReader() {}

  static List<Statement> of(String body) {
    String start = body.stripLeading();
    if (start.isEmpty()) {
      return List.of();
    }
    List<Statement> fields =
        switch (start.charAt(0)) {
          case '{', '[' -> json(start);
          case '<' -> HtmlPage.isHtml(start) ? List.of() : xml(start);
          default -> form(start);
        };
    if (!fields.isEmpty()) {
      return fields;
    }
    if (HtmlPage.isHtml(start)) {
      return List.of(
          new Statement(
              Place.PAGE, "", StatementExtractor.cut(HtmlPage.parse(beginning(start)).text())));
    }
    boolean damaged = start.charAt(0) == '{';
    return List.of(
        new Statement(damaged ? Place.PAGE : Place.TEXT, "", StatementExtractor.cut(start)));
  }

  private static List<Statement> json(String body) {
    List<Statement> fields = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken();
          token != null && fields.size() < FIELD_LIMIT;
          token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth <= DEPTH_LIMIT && token.isScalarValue()) {
          add(fields, fieldName(parser), parser.getText());
        }
      }
    } catch (IOException cutOffOrDamaged) {
      return fields;
    }
    return fields;
  }

  /// The nearest name: an element of an array goes by the array's.
  private static String fieldName(JsonParser parser) {
    var context = parser.getParsingContext();
    String name = context.getCurrentName();
    while (name == null && context.getParent() != null) {
      context = context.getParent();
      name = context.getCurrentName();
    }
    return name == null ? "" : name;
  }

  private static void add(List<Statement> fields, String name, String value) {
    String field = name.toLowerCase(Locale.ROOT);
    if (value.isBlank() || SILENT_FIELDS.contains(field)) {
      return;
    }
    String text =
        value.startsWith("http://") || value.startsWith("https://")
            ? lastSegment(field, value)
            : value;
    if (!text.isEmpty()) {
      fields.add(new Statement(Place.FIELD, field, StatementExtractor.cut(text)));
    }
  }

  /// A problem type (RFC 9457) is an address whose last segment often names the cause; other
  /// addresses say nothing.
  private static String lastSegment(String field, String address) {
    return field.equals("type") ? address.replaceFirst("[?].*", "").replaceFirst(".*[/#]", "") : "";
  }

  private static List<Statement> xml(String body) {
    List<Statement> fields = new ArrayList<>();
    XmlFields.of(beginning(body), FIELD_LIMIT)
        .forEach(field -> add(fields, field.name(), field.text()));
    return fields;
  }

  private static String beginning(String body) {
    return body.substring(0, Math.min(body.length(), PAGE_LIMIT));
  }

  private static List<Statement> form(String body) {
    List<Statement> fields = new ArrayList<>();
    Matcher pair = FORM.matcher(StatementExtractor.cut(body));
    while (pair.find()) {
      try {
        add(fields, pair.group(1), URLDecoder.decode(pair.group(2), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException badEscape) {
        add(fields, pair.group(1), pair.group(2));
      }
    }
    return fields;
  }
}
