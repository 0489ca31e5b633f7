package why401.diagnosis.evidence;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import why401.probe.Exchange;

/// What an answer says, without nonces, times and request numbers.
///
/// @param challenges scheme, realm and error of each challenge
/// @param where target of a redirect, without its query
record ResponseFingerprint(int status, List<String> challenges, String where, String body) {
  private static final Pattern VARYING =
      Pattern.compile("[0-9a-fA-F]{4,}(-[0-9a-fA-F]{4,})*|[0-9]+|[A-Za-z0-9_+/=-]{32,}");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int LIMIT = 4096;

  static ResponseFingerprint of(Observation observation) {
    Exchange exchange = observation.exchange().orElseThrow();
    List<String> challenges =
        observation.interpretation() == null
            ? List.of()
            : observation.interpretation().challenges().list().stream()
                .map(
                    challenge ->
                        challenge.scheme()
                            + ' '
                            + challenge.param("realm")
                            + ' '
                            + challenge.param("error")
                            + ' '
                            + plain(challenge.param("error_description")))
                .toList();
    return new ResponseFingerprint(
        exchange.status(),
        challenges,
        exchange.header("Location").map(ResponseFingerprint::path).orElse(""),
        plain(exchange.body()));
  }

  private static String path(String location) {
    try {
      URI uri = URI.create(location);
      return uri.getRawAuthority() + uri.getRawPath();
    } catch (IllegalArgumentException e) {
      return location;
    }
  }

  private static String plain(String text) {
    String cut = text.length() > LIMIT ? text.substring(0, LIMIT) : text;
    return BLANKS.matcher(VARYING.matcher(cut).replaceAll("#")).replaceAll(" ").strip();
  }
}
