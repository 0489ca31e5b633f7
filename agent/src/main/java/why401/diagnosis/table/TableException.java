package why401.diagnosis.table;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The table cannot be used; the message has every problem, one a line.
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Comparator<TableProblem> ORDER =
      Comparator.comparing(TableProblem::file)
          .thenComparingInt(TableProblem::line)
          .thenComparing(TableProblem::message);

  TableException(List<TableProblem> problems) {
    super(
        problems.stream()
            .sorted(ORDER)
            .map(TableProblem::toString)
            .collect(Collectors.joining("\n")));
  }
}
