package why401.http.html;

import java.util.List;
import java.util.Set;

/// One form of a page.
///
/// @param action as written, or the empty string
/// @param absoluteAction resolved against the page's address; empty if that is not possible
/// @param hasPassword whether it has a password field
/// @param inputs its named input fields, in order
public record HtmlForm(
    String action, String absoluteAction, boolean hasPassword, List<Input> inputs) {

  /// A named input field.
  public record Input(String name, String value, boolean hidden) {}

  /// Copies.
  public HtmlForm {
    inputs = List.copyOf(inputs);
  }

  /// Whether it takes a password, or a field with one of `names`.
  public boolean isLogin(Set<String> names) {
    return hasPassword || inputs.stream().anyMatch(input -> names.contains(input.name()));
  }
}
