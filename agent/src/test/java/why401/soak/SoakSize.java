package why401.soak;

/// How much to do. Seconds are those of accelerated time.
///
/// @param issuers identity providers
/// @param members credentials
/// @param calm without faults
/// @param faults with them
/// @param outage one provider down at last, with few credentials
public record SoakSize(int issuers, int members, long calm, long faults, long outage) {
  /// For CI.
  public static final SoakSize SHORT = new SoakSize(4, 160, 500, 1500, 4500);

  /// For one mutation.
  public static final SoakSize MUTATION = new SoakSize(1, 24, 1000, 1400, 0);

  /// For a mutation that shows in a long outage only.
  public static final SoakSize LONG_OUTAGE = new SoakSize(1, 6, 60, 60, 8000);

  /// For a long run: `hours` of faults.
  public static SoakSize hours(int hours) {
    return new SoakSize(6, 400, 1500, hours * 3600L, 9000);
  }
}
