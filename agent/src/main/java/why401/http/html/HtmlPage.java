package why401.http.html;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// One HTML page, parsed as a browser would. Everything about login forms is decided here, so that
/// the classification of a response and the form login agree on what a login page is.
public final class HtmlPage {
  private static final int SNIFFED = 2048;
  private static final Pattern MARKUP =
      Pattern.compile(
          "<(?:!doctype html|html|head|title|body|h1|p|div|form)\\b", Pattern.CASE_INSENSITIVE);
  private static final Set<String> BLOCKS =
      Set.of("title", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "li", "td", "br");
  private static final String PASSWORD = "input[type=password]";

  private final Document document;

  private HtmlPage(Document document) {
    this.document = document;
  }

  /// Whether `body` begins like an HTML page.
  public static boolean isHtml(String body) {
    return MARKUP.matcher(body.substring(0, Math.min(body.length(), SNIFFED))).find();
  }

  /// Parses `body`. Never throws for what a server sent.
  public static HtmlPage parse(String body) {
    return parse(body, "");
  }

  /// Parses `body`, received from `url`, against which the actions of its forms are resolved.
  public static HtmlPage parse(String body, String url) {
    return new HtmlPage(Jsoup.parse(body, url));
  }

  /// The title, or the empty string.
  public String title() {
    return document.title();
  }

  /// How many password fields the page has, inside of forms or not.
  public int passwordFields() {
    return document.select(PASSWORD).size();
  }

  /// The content of the `meta` element with that name, or the empty string.
  public String meta(String name) {
    return document.select("meta[name]").stream()
        .filter(meta -> meta.attr("name").equalsIgnoreCase(name))
        .map(meta -> meta.attr("content"))
        .findFirst()
        .orElse("");
  }

  /// The forms, in order.
  public List<HtmlForm> forms() {
    return document.select("form").stream().map(HtmlPage::form).toList();
  }

  private static HtmlForm form(Element form) {
    return new HtmlForm(
        form.attr("action"),
        form.absUrl("action"),
        !form.select(PASSWORD).isEmpty(),
        form.select("input[name]").stream()
            .map(
                input ->
                    new HtmlForm.Input(
                        input.attr("name"),
                        input.attr("value"),
                        input.attr("type").equalsIgnoreCase("hidden")))
            .toList());
  }

  /// What a reader of the page sees, each block ended by a full stop.
  public String text() {
    StringBuilder text = new StringBuilder();
    document.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            text.append(node instanceof TextNode words ? words.getWholeText() : " ");
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element) {
              text.append(BLOCKS.contains(element.normalName()) ? ". " : " ");
            }
          }
        });
    return text.toString().replace('\u00a0', ' ').strip();
  }
}
