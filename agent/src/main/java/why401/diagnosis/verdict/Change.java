package why401.diagnosis.verdict;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.io.PlainText;

/// A difference between the last accepted exchange and the first refused one.
///
/// @param what `server`, `challenge`, `address`, `certificate`, `redirects`, `issuer`, `audience`,
///   `scope`, `kid`, `jwks`, `configuration`, `secret`, `identity provider`, `token` …
/// @param at when it was first seen, or null
public record Change(String what, String before, String after, @Nullable Instant at) {
  /// Makes it plain: it may quote others.
  public Change {
    before = PlainText.of(before);
    after = PlainText.of(after);
  }
}
