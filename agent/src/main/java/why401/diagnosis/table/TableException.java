package why401.diagnosis.table;

import java.util.List;
import java.util.stream.Collectors;

/// The table cannot be used; the message has every problem, one a line.
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableException(List<TableProblem> problems) {
    super(problems.stream().map(TableProblem::toString).collect(Collectors.joining("\n")));
  }
}
