package why401.config.hocon;

import java.util.Map;

/// What every reader of one loading shares.
///
/// @param environment variables that secrets may come from
/// @param files checks the files that values name
/// @param strict whether what works now and is likely to fail after a restart is an error
public record ReadContext(
    ProblemCollector report,
    SourceLocations origins,
    Map<String, String> environment,
    FileChecks files,
    boolean strict) {}
