package why401.matrix;

/// What a scenario is about.
///
/// @param server who refuses
/// @param fault what is really wrong, or what happens while nothing is
/// @param tell how a careful person who sees what the agent can see could tell
record Truth(String server, String fault, String tell) {}
