package why401.dashboard;

/// One PromQL query of a panel. `{$` in the expression opens a selector with the matchers that
/// every query has, so `up{$}` and `up{$, probe="p"}` are selectors of the chosen jobs and
/// instances.
///
/// @param legend name of a line, with `{{label}}`
record Query(String expression, String legend) {
  private static final String CHOSEN = "job=~\"$job\", instance=~\"$instance\"";

  Query {
    expression = expression.strip().replaceAll("\\s+", " ").replace("{$", "{" + CHOSEN);
  }
}
