package why401.response.prose;

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
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// Reduces a body to its texts: JSON to its strings, XML to its leaves, HTML to what a reader sees.
final class BodyText {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIELD_LIMIT = 48;
  private static final int MARKUP_LIMIT = 16 * 1024;
  private static final Set<String> SILENT =
      Set.of(
          "documentation_url",
          "error_uri",
          "trace_id",
          "traceid",
          "correlation_id",
          "timestamp",
          "datetime",
          "path",
          "instance",
          "request_id",
          "requestid",
          "request",
          "url",
          "href",
          "stack",
          "stacktrace",
          "trace",
          "access_token",
          "id_token",
          "refresh_token",
          "hostid",
          "stringtosign",
          "canonicalrequest");
  private static final Pattern HTML =
      Pattern.compile(
          "<(?:!doctype html|html|head|title|body|h1|p|div|form|center)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FORM =
      Pattern.compile("(?:^|&)(error(?:_description)?)=([^&\\s]{1,600})");

  private BodyText() {}

  static List<Passage> of(String body) {
    String start = body.stripLeading();
    if (start.isEmpty()) {
      return List.of();
    }
    List<Passage> texts =
        switch (start.charAt(0)) {
          case '{', '[' -> json(start);
          case '<' -> markup(start.substring(0, Math.min(start.length(), MARKUP_LIMIT)));
          default -> form(start);
        };
    return texts.isEmpty() ? List.of(new Passage("", Passages.cut(start))) : texts;
  }

  /// What a body that is cut off or damaged says before the damage counts as well.
  private static List<Passage> json(String body) {
    List<Passage> texts = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(body)) {
      for (JsonToken token = parser.nextToken();
          token != null && texts.size() < FIELD_LIMIT;
          token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          add(texts, field(parser), parser.getText());
        }
      }
    } catch (IOException cutOff) {
      return texts;
    }
    return texts;
  }

  /// The nearest name: an element of an array goes by the array's.
  private static String field(JsonParser parser) {
    var context = parser.getParsingContext();
    String name = context.getCurrentName();
    while (name == null && context.getParent() != null) {
      context = context.getParent();
      name = context.getCurrentName();
    }
    return name == null ? "" : name;
  }

  private static void add(List<Passage> texts, String name, String value) {
    String field = name.toLowerCase(Locale.ROOT);
    if (value.isBlank() || SILENT.contains(field)) {
      return;
    }
    if (!value.startsWith("http://") && !value.startsWith("https://")) {
      texts.add(new Passage(field, Passages.cut(value)));
    } else if (field.equals("type")) {
      // The last segment of a problem type (RFC 9457) often names the cause.
      String segment = value.replaceFirst("[?].*", "").replaceFirst(".*[/#]", "");
      texts.add(new Passage(field, Passages.cut(segment)));
    }
  }

  private static List<Passage> markup(String body) {
    return HTML.matcher(body).find() ? page(body) : xml(body);
  }

  private static List<Passage> page(String body) {
    Document document = Jsoup.parse(body);
    document.select("script, style, nav, footer, noscript").remove();
    List<Passage> texts = new ArrayList<>();
    for (String text : List.of(document.title(), document.body().text())) {
      if (!text.isBlank()) {
        texts.add(new Passage("", Passages.cut(text)));
      }
    }
    return texts;
  }

  private static List<Passage> xml(String body) {
    List<Passage> texts = new ArrayList<>();
    for (Element element : Jsoup.parse(body, Parser.xmlParser()).getAllElements()) {
      if (!element.ownText().isBlank() && texts.size() < FIELD_LIMIT) {
        add(texts, element.tagName().replaceFirst(".*:", ""), element.ownText());
      }
    }
    return texts;
  }

  private static List<Passage> form(String body) {
    List<Passage> texts = new ArrayList<>();
    Matcher pair = FORM.matcher(Passages.cut(body));
    while (pair.find()) {
      add(texts, pair.group(1), decoded(pair.group(2)));
    }
    return texts;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return value;
    }
  }
}
