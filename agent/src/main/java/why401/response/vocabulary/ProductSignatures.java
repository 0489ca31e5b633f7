package why401.response.vocabulary;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.response.statement.Indication;
import why401.response.statement.ParsedResponse;

/// The particular knowledge: what the answers of known products mean, and by what products and
/// layers show themselves.
public final class ProductSignatures {

  private final List<ProductSignature> rules;
  private final List<ProductSignature> codes;
  private final List<ProductSignature> layers;

  ProductSignatures(
      List<ProductSignature> rules, List<ProductSignature> codes, List<ProductSignature> layers) {
    this.rules = List.copyOf(rules);
    this.codes = List.copyOf(codes);
    this.layers = List.copyOf(layers);
  }

  /// The first rule that fits this answer: it decides.
  public Optional<ProductSignature> matching(ParsedResponse answer) {
    return rules.stream().filter(rule -> rule.fits(answer)).findFirst();
  }

  /// What registered error codes claim, whatever product sends them. They leave room for words.
  public List<Indication> codes(ParsedResponse answer) {
    return codes.stream()
        .filter(rule -> rule.fits(answer))
        .flatMap(rule -> rule.claims().stream())
        .toList();
  }

  /// The product or layer that shows itself in a header or in the style of a page, or null.
  @Nullable
  public String layer(ParsedResponse answer) {
    return layers.stream()
        .filter(rule -> rule.fits(answer))
        .map(ProductSignature::product)
        .findFirst()
        .orElse(null);
  }
}
