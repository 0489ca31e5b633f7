package why401.http.html;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// The elements of an XML document that hold text and nothing else.
public final class XmlFields {

  /// One of them.
  ///
  /// @param name without its namespace prefix
  public record Field(String name, String text) {}

  private XmlFields() {}

  /// The fields of `body`, in order, at most `limit`. What is cut off or damaged ends where it can.
  public static List<Field> of(String body, int limit) {
    List<Field> fields = new ArrayList<>();
    for (Element element : Jsoup.parse(body, "", Parser.xmlParser()).getAllElements()) {
      String text = element.childrenSize() == 0 ? element.wholeText().strip() : "";
      if (!text.isEmpty() && fields.size() < limit) {
        fields.add(new Field(element.tagName().replaceFirst(".*:", ""), text));
      }
    }
    return fields;
  }
}
