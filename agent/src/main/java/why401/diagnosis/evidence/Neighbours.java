package why401.diagnosis.evidence;

/// How other probes fare right now.
///
/// @param sameCredential other probes with the same credential on another origin
/// @param sameTarget other probes of the same origin with another credential
/// @param sameIssuer other probes whose tokens come from the same identity provider
/// @param sibling other probes of the same origin with the same credential
/// @param named a probe that the counts are about, or empty
/// @param mixed other probes of the same origin that were seen to be accepted and refused in turn
public record Neighbours(
    Tally sameCredential,
    Tally sameTarget,
    Tally sameIssuer,
    Tally sibling,
    String named,
    int mixed) {
  /// Of whom none is refused in turn.
  public Neighbours(Tally sameCredential, Tally sameTarget, Tally sameIssuer) {
    this(sameCredential, sameTarget, sameIssuer, Tally.NONE, "", 0);
  }

  /// Nobody is near.
  public static final Neighbours NONE = new Neighbours(Tally.NONE, Tally.NONE, Tally.NONE);

  /// Last runs, counted.
  public record Tally(int accepted, int refused) {
    /// None.
    public static final Tally NONE = new Tally(0, 0);

    /// Whether there are some and all were accepted.
    public boolean allAccepted() {
      return accepted > 0 && refused == 0;
    }

    /// Whether there are some and all were refused.
    public boolean allRefused() {
      return refused > 0 && accepted == 0;
    }
  }
}
