package why401.http;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parser;

/// The signatures that a server asks for (RFC 9421, 5.1): for each, its components and parameters
/// as they are serialized; `created` alone stands for any time.
public final class AcceptSignature {
  /// A request brings what the server has not chosen beforehand.
  private static final Set<String> CHOSEN = Set.of("nonce");

  private final List<Set<String>> demands;

  private AcceptSignature(List<Set<String>> demands) {
    this.demands = demands;
  }

  /// What the values of `Accept-Signature` ask for: nothing, where they cannot be read.
  public static AcceptSignature parse(List<String> values) {
    try {
      Dictionary fields = new Parser(values).parseDictionary();
      return new AcceptSignature(
          fields.get().values().stream()
              .filter(InnerList.class::isInstance)
              .map(InnerList.class::cast)
              .map(AcceptSignature::demand)
              .toList());
    } catch (IllegalArgumentException e) {
      return new AcceptSignature(List.of());
    }
  }

  /// Components and parameters of a signature, in the same form.
  public static Set<String> demand(InnerList signature) {
    Set<String> all = new LinkedHashSet<>();
    signature.get().forEach(component -> all.add(component.serialize()));
    signature.getParams().forEach((name, value) -> all.add(parameter(name, value)));
    return all;
  }

  private static String parameter(String name, Item<?> value) {
    boolean any = CHOSEN.contains(name) || Boolean.TRUE.equals(value.get());
    return any ? name : name + "=" + value.serialize();
  }

  /// Whether it asks for a signature at all.
  public boolean asks() {
    return !demands.isEmpty();
  }

  /// What a signature with `parts` lacks of the one that it comes nearest to; empty if it is one of
  /// those that are asked for.
  public List<String> lacking(Collection<String> parts) {
    return demands.stream()
        .map(demand -> demand.stream().filter(part -> !parts.contains(part)).toList())
        .min((one, other) -> Integer.compare(one.size(), other.size()))
        .orElse(List.of());
  }

  /// `parameters` of a signature, with those that a demand may name without a value.
  public static Stream<String> named(Map<String, Item<?>> parameters) {
    return parameters.entrySet().stream()
        .flatMap(one -> Stream.of(one.getKey(), one.getKey() + "=" + one.getValue().serialize()));
  }
}
