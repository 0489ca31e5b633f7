package why401.diagnosis.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The closed list of experiments; `label` is the value of the metric label `experiment`.
public enum ExperimentType {
  /// Reads the issuer's key set.
  KEY_LOOKUP,
  /// Asks the identity provider about the token.
  INTROSPECTION,
  /// Renews the token and repeats the request with the new one.
  RENEWED_TOKEN,
  /// Repeats the request.
  IDENTICAL_RETRY,
  /// Repeats the request on a new connection without cookies.
  FRESH_SESSION,
  /// Sends the request without the credential.
  ANONYMOUS_CONTROL,
  /// Sends it with a credential that can belong to nobody.
  NONSENSE_CONTROL,
  /// Sends a bearer token that no token can look like.
  MALFORMED_CONTROL,
  /// Asks for another resource with the same credential.
  CONTROL_RESOURCE,
  /// Asks each address in turn.
  EACH_ADDRESS,
  /// Sends the secret without stray characters.
  CLEANED_SECRET;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// Value of the metric label, and `name` in an [ExperimentReport].
  public String label() {
    return label;
  }

  /// All labels, for metrics that exist from the start.
  public static List<String> labels() {
    return Arrays.stream(values()).map(ExperimentType::label).toList();
  }
}
