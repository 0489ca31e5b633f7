package why401.config.hocon;

import java.util.Map;

/// What every reader of one loading shares.
///
/// @param environment variables that secrets may come from
/// @param files checks the files that values name
public record ReadContext(
    ProblemCollector report,
    SourceLocations origins,
    Map<String, String> environment,
    FileChecks files) {}
