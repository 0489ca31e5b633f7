package why401.run;

import org.jspecify.annotations.Nullable;

/// What is known of a probe while something of it is held back. Safe for many threads.
final class HoldState {
  private volatile boolean asked;
  private volatile @Nullable String anonymousAnswer;

  /// The next run is made whatever slows the probe down.
  void tryOnce() {
    asked = true;
  }

  /// Whether the run of now is made whatever slows the probe down.
  boolean takeTry() {
    boolean taken = asked;
    asked = false;
    return taken;
  }

  /// How a request without credentials was answered last, or null.
  @Nullable String anonymousAnswer() {
    return anonymousAnswer;
  }

  void anonymousAnswer(@Nullable String answer) {
    anonymousAnswer = answer;
  }
}
