package why401.config;

import java.util.Map;

/// What every reader of one loading shares.
///
/// @param environment variables that secrets may come from
/// @param files looks at the files that values name
record Reading(Report report, Origins origins, Map<String, String> environment, FileChecks files) {}
