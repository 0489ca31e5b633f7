package why401.diagnosis;

/// Extra requests that a diagnosis may cost.
///
/// @param maxRequests in one examination
/// @param perHour for one probe
public record Limits(int maxRequests, int perHour) {
  /// Six, and sixty.
  public static final Limits DEFAULT = new Limits(6, 60);
}
