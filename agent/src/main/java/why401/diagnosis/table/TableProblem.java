package why401.diagnosis.table;

/// Something wrong at one place of the table.
///
/// @param line from 1, 0 where the file as a whole is meant
record TableProblem(String file, int line, String message) {
  /// `FILE:LINE: message`.
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
