package why401.dashboard;

import java.util.List;
import java.util.stream.Stream;

/// One panel: what it shows and how.
///
/// @param description what is seen and what to do about it
/// @param unit by Grafana's name
/// @param steps colours; below the first value it is green
/// @param columns of a table
record Panel(
    Kind kind,
    String title,
    String description,
    String unit,
    int width,
    int height,
    List<Query> queries,
    List<Step> steps,
    List<Word> words,
    List<Column> columns) {
  /// A colour from a value on.
  record Step(double from, String color) {}

  /// A word and a colour in place of a number.
  record Word(int value, String text, String color) {}

  Panel {
    description = description.strip().replaceAll("\\s+", " ");
    queries = List.copyOf(queries);
    steps = List.copyOf(steps);
    words = List.copyOf(words);
    columns = List.copyOf(columns);
  }

  static Panel of(Kind kind, String title, String unit, int width, int height) {
    return new Panel(
        kind, title, "", unit, width, height, List.of(), List.of(), List.of(), List.of());
  }

  Panel says(String text) {
    return new Panel(kind, title, text, unit, width, height, queries, steps, words, columns);
  }

  Panel query(String legend, String expression) {
    List<Query> more = with(queries, new Query(expression, legend));
    return new Panel(kind, title, description, unit, width, height, more, steps, words, columns);
  }

  /// Red only where somebody must act.
  Panel from(double value, String color) {
    List<Step> more = with(steps, new Step(value, color));
    return new Panel(kind, title, description, unit, width, height, queries, more, words, columns);
  }

  Panel word(int value, String text, String color) {
    List<Word> more = with(words, new Word(value, text, color));
    return new Panel(kind, title, description, unit, width, height, queries, steps, more, columns);
  }

  Panel columns(Column... shown) {
    return new Panel(
        kind, title, description, unit, width, height, queries, steps, words, List.of(shown));
  }

  private static <T> List<T> with(List<T> some, T another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }
}
