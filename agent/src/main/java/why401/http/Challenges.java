package why401.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All challenges of one response, read tolerantly: servers break the grammar in many ways, and a
/// broken challenge is evidence.
///
/// @param list the challenges in order
/// @param problems what was not well-formed, as plain sentences, without duplicates
public record Challenges(List<Challenge> list, List<String> problems) {

  private static final List<String> HEADERS =
      List.of("WWW-Authenticate", "Proxy-Authenticate", "X-Amzn-Remapped-WWW-Authenticate");

  /// Copies both lists.
  public Challenges {
    list = List.copyOf(list);
    problems = List.copyOf(problems);
  }

  /// Reads header values, each of which may hold several challenges. Never throws.
  public static Challenges parse(List<String> values) {
    List<Challenge> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String value : values) {
      ChallengeParser parser = new ChallengeParser(value);
      found.addAll(parser.parse());
      parser.problems().stream()
          .filter(problem -> !problems.contains(problem))
          .forEach(problems::add);
    }
    return new Challenges(found, problems);
  }

  /// Reads `WWW-Authenticate`, `Proxy-Authenticate` and Amazon's renamed
  /// `X-Amzn-Remapped-WWW-Authenticate`.
  public static Challenges in(List<Header> headers) {
    return parse(
        headers.stream()
            .filter(header -> HEADERS.stream().anyMatch(header.name()::equalsIgnoreCase))
            .map(Header::value)
            .toList());
  }

  /// Whether every challenge follows the grammar of RFC 9110.
  public boolean wellFormed() {
    return problems.isEmpty();
  }

  /// The lower-case names of the offered schemes, without duplicates, in order.
  public List<String> schemes() {
    return list.stream()
        .map(challenge -> challenge.scheme().toLowerCase(Locale.ROOT))
        .filter(scheme -> !scheme.isEmpty())
        .distinct()
        .toList();
  }

  /// Whether a Digest challenge says `stale=true`: only the nonce is too old, the password is not
  /// at fault (RFC 7616, 3.3).
  public boolean staleDigest() {
    return list.stream()
        .anyMatch(
            challenge ->
                challenge.is("digest") && challenge.param("stale").equalsIgnoreCase("true"));
  }

  /// The first non-empty value of a parameter in any challenge, or the empty string.
  public String param(String name) {
    return list.stream()
        .map(challenge -> challenge.param(name))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }
}
