package why401.diagnosis.verdict;

import java.util.Locale;
import why401.io.PlainText;

/// One piece of evidence in words.
///
/// @param finding a plain sentence without secrets
public record Finding(From from, String finding) {
  /// Makes it plain: it may quote others.
  public Finding {
    finding = PlainText.of(finding);
  }

  /// Where it was found.
  public enum From {
    /// A look at the token or secret that was sent.
    TOKEN,
    /// The answer.
    RESPONSE,
    /// A controlled experiment.
    EXPERIMENT,
    /// The identity provider.
    IDENTITY_PROVIDER,
    /// What was seen before, here or on other probes.
    HISTORY,
    /// The configuration.
    CONFIGURATION;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// Value in JSON.
    public String label() {
      return label;
    }
  }
}
