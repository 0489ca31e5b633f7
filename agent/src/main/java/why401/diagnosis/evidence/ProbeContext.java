package why401.diagnosis.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.probe.Probe;

/// What the configuration says about the probe that is examined.
///
/// @param probe its name
/// @param credential name of its credential, or null
/// @param credentialType `type` of its credential, or empty
/// @param demand what the target demands of a token, as far as configured
/// @param capabilities which questions can be asked
/// @param configuration equal for equal configurations of probe and credential
/// @param configuredAt when this configuration was loaded, or null if nobody knows
public record ProbeContext(
    String probe,
    @Nullable String credential,
    String credentialType,
    Probe.TokenDemand demand,
    Capabilities capabilities,
    String configuration,
    @Nullable Instant configuredAt) {
  /// Of what somebody else sent.
  public static final ProbeContext CAPTURE =
      new ProbeContext("capture", null, "", Probe.TokenDemand.NONE, Capabilities.NONE, "", null);
}
