package why401.diagnosis.differential;

import java.util.Locale;

/// How many, and how many of them right.
record Tally(int all, int right) {
  static final Tally NONE = new Tally(0, 0);

  Tally count(boolean correct) {
    return new Tally(all + 1, right + (correct ? 1 : 0));
  }

  Tally plus(Tally other) {
    return new Tally(all + other.all, right + other.right);
  }

  double share() {
    return all == 0 ? 1 : (double) right / all;
  }

  int wrong() {
    return all - right;
  }

  String percent() {
    return percent(share());
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
