package why401.dashboard;

/// A choice at the top of a dashboard, filled from a label.
///
/// @param source metric to take the values from, with the choices that narrow them
/// @param all what «All» stands for; empty if exactly one value is chosen
record Variable(String name, String label, String source, String all) {
  static final Variable JOB = new Variable("job", "Job", "why401_build_info", ".+");
  static final Variable INSTANCE =
      new Variable("instance", "Instance", "why401_build_info{job=~\"$job\"}", ".+");
}
