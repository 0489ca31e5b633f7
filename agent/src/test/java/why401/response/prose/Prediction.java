package why401.response.prose;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.response.CorpusLine;
import why401.response.code.ErrorCode;
import why401.response.code.ErrorCodes;
import why401.response.prose.ProseReading.Band;
import why401.response.prose.ProseTrainer.Example;
import why401.response.statement.ParsedResponse;

/// What was read of one line whose truth is known.
///
/// @param top the likeliest cause, if any
/// @param probability how likely it was called
record Prediction(CorpusLine line, Optional<Cause> top, double probability, Band band) {

  private static final ErrorCodes CODES = new ErrorCodes();

  boolean right() {
    return top.map(Cause::label).filter(line.cause()::equals).isPresent();
  }

  String value() {
    return top.map(cause -> new ProseReading(Map.of(cause, probability), ""))
        .orElse(ProseReading.NONE)
        .value();
  }

  /// By the model alone.
  static Prediction byProse(Example example, ProseModel model) {
    ParsedResponse response = example.line().parsed();
    return of(example.line(), ProseReader.read(response, model));
  }

  /// By the code, and by the model among what the code allows.
  static Prediction byCodeAndProse(Example example, ProseModel model) {
    ParsedResponse response = example.line().parsed();
    ProseReading reading = ProseReader.read(response, model);
    Set<Cause> allowed = CODES.in(response).map(Prediction::allowed).orElse(Set.of());
    if (allowed.size() == 1) {
      Cause stated = allowed.iterator().next();
      return new Prediction(example.line(), Optional.of(stated), 1, Band.HIGH);
    }
    return of(example.line(), allowed.isEmpty() ? reading : reading.within(allowed));
  }

  /// Whether a code leaves prose something to say.
  static boolean decided(Example example) {
    return CODES.in(example.line().parsed()).map(Prediction::allowed).stream()
        .anyMatch(allowed -> allowed.size() == 1);
  }

  private static Set<Cause> allowed(ErrorCode code) {
    return code.meaning().causes();
  }

  private static Prediction of(CorpusLine line, ProseReading reading) {
    Optional<Cause> top = reading.top();
    return new Prediction(line, top, top.map(reading::probability).orElse(0.0), reading.band());
  }
}
