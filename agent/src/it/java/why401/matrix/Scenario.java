package why401.matrix;

/// One row of the matrix: good runs, then a fault made for real, then refused runs.
///
/// @param play what happens
record Scenario(String name, Truth truth, Expected expected, Play play) {
  /// What happens in a scenario.
  interface Play {
    void act(Stage stage) throws Exception;
  }

  boolean control() {
    return expected.cause() == null;
  }
}
