package why401.experiment;

import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Credentials;

/// The refused run to diagnose, with what is needed to repeat it.
///
/// @param credential as configured, or null for an anonymous probe
/// @param credentials what was sent
public record RefusedRun(
    Probe probe,
    @Nullable Credential credential,
    Credentials credentials,
    Outcome.Refused refused) {}
