package why401.challenge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The particular knowledge: what the answers of known products mean, and by what products and
/// layers show themselves.
final class Products {

  private final List<ProductRule> rules;
  private final List<ProductRule> codes;
  private final List<ProductRule> layers;

  Products(List<ProductRule> rules, List<ProductRule> codes, List<ProductRule> layers) {
    this.rules = List.copyOf(rules);
    this.codes = List.copyOf(codes);
    this.layers = List.copyOf(layers);
  }

  /// The first rule that fits this answer: it decides.
  Optional<ProductRule> matching(Answer answer) {
    return rules.stream().filter(rule -> rule.fits(answer)).findFirst();
  }

  /// What registered error codes claim, whatever product sends them. They leave room for words.
  List<Claim> codes(Answer answer) {
    return codes.stream()
        .filter(rule -> rule.fits(answer))
        .flatMap(rule -> rule.claims().stream())
        .toList();
  }

  /// The product or layer that shows itself in a header or in the style of a page, or null.
  @Nullable String layer(Answer answer) {
    return layers.stream()
        .filter(rule -> rule.fits(answer))
        .map(ProductRule::product)
        .findFirst()
        .orElse(null);
  }
}
