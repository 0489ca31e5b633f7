package why401.diagnosis.verdict;

/// Extra requests that a diagnosis may cost.
///
/// @param maxRequests in one examination
/// @param perHour for one probe
public record DiagnosisLimits(int maxRequests, int perHour) {
  /// Six, and sixty.
  public static final DiagnosisLimits DEFAULT = new DiagnosisLimits(6, 60);
}
