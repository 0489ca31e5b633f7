package why401.response.prose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import why401.response.ResponseInterpreter;

/// Interpreters that have not seen what they read.
public final class UnseenProse {

  private UnseenProse() {}

  /// For each fold of the training lines, the ids of its lines and an interpreter whose model was
  /// trained without their products.
  public static Map<List<String>, ResponseInterpreter> interpreters() {
    Map<List<String>, ResponseInterpreter> interpreters = new LinkedHashMap<>();
    for (Fold fold : Fold.grouped()) {
      interpreters.put(
          fold.unseen().stream().map(one -> one.line().id()).toList(),
          new ResponseInterpreter(new ProseReader(fold::model)));
    }
    return interpreters;
  }
}
