package why401.diagnosis.evidence;

import java.util.List;

/// What the diagnosis may find out next, at the cost of a request. The list is closed.
public sealed interface Experiment {
  /// One of each kind.
  private static List<Experiment> all() {
    return List.of(
        new KeyLookup(""),
        new Introspection(),
        new RenewedToken(),
        new IdenticalRetry(1),
        new FreshSession(1),
        new AnonymousControl(),
        new NonsenseControl(),
        new MalformedControl(),
        new ControlResource(),
        new EachAddress(),
        new CleanedSecret());
  }

  /// All labels, for metrics that exist from the start.
  static List<String> labels() {
    return all().stream().map(Experiment::label).toList();
  }

  /// Value of the metric label `experiment`, and `name` in an experiment report.
  default String label() {
    return switch (this) {
      case KeyLookup _ -> "key-lookup";
      case Introspection _ -> "introspection";
      case RenewedToken _ -> "renewed-token";
      case IdenticalRetry _ -> "identical-retry";
      case FreshSession _ -> "fresh-session";
      case AnonymousControl _ -> "anonymous-control";
      case NonsenseControl _ -> "nonsense-control";
      case MalformedControl _ -> "malformed-control";
      case ControlResource _ -> "control-resource";
      case EachAddress _ -> "each-address";
      case CleanedSecret _ -> "cleaned-secret";
    };
  }

  /// Whether answering it shows the real secret to the target.
  default boolean showsSecret() {
    return switch (this) {
      case IdenticalRetry _, FreshSession _, ControlResource _, EachAddress _, CleanedSecret _ ->
          true;
      case KeyLookup _,
          Introspection _,
          RenewedToken _,
          AnonymousControl _,
          NonsenseControl _,
          MalformedControl _ ->
          false;
    };
  }

  /// Is the key that signed the token still published?
  ///
  /// @param keyId `kid` of the refused token
  record KeyLookup(String keyId) implements Experiment {}

  /// Does the identity provider still call the token active?
  record Introspection() implements Experiment {}

  /// Is a fresh token accepted?
  record RenewedToken() implements Experiment {}

  /// Is the identical request refused again?
  ///
  /// @param nth 1 for the first time it is asked
  record IdenticalRetry(int nth) implements Experiment {}

  /// Is it refused on a new connection too, without cookies and with a fresh name look-up?
  ///
  /// @param nth 1 for the first time it is asked
  record FreshSession(int nth) implements Experiment {}

  /// What does the target answer to nobody?
  record AnonymousControl() implements Experiment {}

  /// What does the target answer to a credential that can belong to nobody?
  record NonsenseControl() implements Experiment {}

  /// What does the target answer to a bearer token that breaks the syntax of tokens? Who sees it
  /// can tell without asking anybody.
  record MalformedControl() implements Experiment {}

  /// Does the credential open the resource that it is known to open?
  record ControlResource() implements Experiment {}

  /// Does each resolved address of the target refuse?
  record EachAddress() implements Experiment {}

  /// Is the secret accepted without its stray blanks, quotes or prefix?
  record CleanedSecret() implements Experiment {}
}
