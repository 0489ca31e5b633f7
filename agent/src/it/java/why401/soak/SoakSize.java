package why401.soak;

import java.util.List;

/// How much to do. Seconds are those of accelerated time.
///
/// @param issuers identity providers
/// @param members credentials
/// @param calm without faults
/// @param faults with them
/// @param outage one provider down at last, with few credentials
/// @param troubles of the providers, drawn one after another
record SoakSize(
    int issuers, int members, long calm, long faults, long outage, List<Trouble> troubles) {
  SoakSize(int issuers, int members, long calm, long faults, long outage) {
    this(issuers, members, calm, faults, outage, Trouble.DRAWN);
  }

  /// Whether every credential lives on a refresh token: where one trouble alone is looked at.
  boolean allRotating() {
    return troubles.size() == 1
        && troubles.getFirst() != Trouble.LATENT
        && troubles.getFirst() != Trouble.REVOKES_EARLY;
  }

  /// Whether the agent, its clocks and its secrets are disturbed as well.
  boolean mischief() {
    return troubles.size() > 1 || troubles.getFirst() != Trouble.LATENT;
  }

  /// For CI.
  static final SoakSize SHORT = new SoakSize(4, 200, 500, 1500, 4500);

  /// For one mutation.
  static final SoakSize MUTATION = new SoakSize(1, 24, 300, 1400, 0);

  /// For a mutation that shows in the spread of many that began at once.
  static final SoakSize CALM = new SoakSize(1, 80, 800, 0, 0);

  /// For a mutation that shows in a long outage only.
  static final SoakSize LONG_OUTAGE = new SoakSize(1, 6, 60, 60, 8000);

  /// For a mutation that shows soon in an outage, and storms.
  static final SoakSize OUTAGE = new SoakSize(1, 6, 60, 60, 1100);

  /// For a mutation that one trouble shows.
  static SoakSize with(Trouble trouble) {
    return new SoakSize(1, 48, 60, 300, 0, List.of(trouble));
  }

  /// For a mutation that a slow provider shows: few clients, so that it has time for all.
  static final SoakSize SLOW = new SoakSize(1, 8, 60, 900, 0, List.of(Trouble.LATENT));

  /// For a mutation that revocations show, which come one by one.
  static final SoakSize REVOCATIONS =
      new SoakSize(1, 48, 60, 1500, 0, List.of(Trouble.REVOKES_EARLY));

  /// For a long run: `hours` of faults.
  static SoakSize hours(int hours) {
    return new SoakSize(6, 400, 1500, hours * 3600L, 9000);
  }
}
