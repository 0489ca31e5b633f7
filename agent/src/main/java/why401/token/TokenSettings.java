package why401.token;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.token.lockout.AccountProtection;

/// Settings of the token source.
///
/// @param clock wall time
/// @param nanos monotonic time, such as `System::nanoTime`
/// @param stateDirectory where rotated refresh tokens and the refusals of passwords are kept, or
///   null to keep them in memory alone
/// @param protection limits of refused passwords
/// @param probeTimeout the probes' total timeout (P of renewal.md, 1); the longest, if they differ
public record TokenSettings(
    InstantSource clock,
    LongSupplier nanos,
    @Nullable Path stateDirectory,
    AccountProtection protection,
    Duration probeTimeout) {}
