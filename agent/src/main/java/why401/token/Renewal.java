package why401.token;

/// How one renewal ended.
public sealed interface Renewal {
  /// Whose.
  String credential();

  /// A new generation is current.
  record Renewed(String credential, Token token) implements Renewal {}

  /// The token in hand, if any, goes on.
  record Failed(String credential, Fault fault) implements Renewal {}

  /// No attempt was made: policy, budget or back-off forbade it.
  record NotNow(String credential, String why) implements Renewal {}
}
