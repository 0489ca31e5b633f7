package why401.response.vocabulary;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;
import why401.response.statement.Strength;

/// What one answer of one product means.
///
/// @param product the product or layer
/// @param fit what the answer must look like
/// @param hints the causes that give this answer; one is named or suggested as `strength` says,
///   several are suggested; none means that the product answers so for too many causes
/// @param strength how firmly a single hint is meant
/// @param source where this is known from
public record ProductSignature(
    String product, Fit fit, List<Hint> hints, Strength strength, String source) {

  /// What an answer must look like. All that is given must hold.
  ///
  /// @param statuses the statuses; empty for any
  /// @param headers header names and a pattern that one of their values must contain
  /// @param fields names of parameters or fields and a pattern for their whole value
  /// @param text words of the body in lower case, blanks collapsed; empty for any
  /// @param endpoint the only kind of endpoint, or null for any
  record Fit(
      List<Integer> statuses,
      Map<String, Pattern> headers,
      Map<String, Pattern> fields,
      String text,
      RequestContext.@Nullable Endpoint endpoint) {

    Fit {
      statuses = List.copyOf(statuses);
      headers = Map.copyOf(headers);
      fields = Map.copyOf(fields);
      text = text.toLowerCase(Locale.ROOT);
    }
  }

  public ProductSignature {
    hints = List.copyOf(hints);
  }

  boolean fits(ParsedResponse answer) {
    return (fit.statuses.isEmpty() || fit.statuses.contains(answer.response().status()))
        && (fit.endpoint == null || fit.endpoint == answer.context().endpoint())
        && answer.says(fit.text)
        && fit.headers.entrySet().stream()
            .allMatch(header -> answer.hasHeader(header.getKey(), header.getValue()))
        && fit.fields.entrySet().stream()
            .allMatch(field -> answer.hasField(field.getKey(), field.getValue()));
  }

  public List<Indication> claims() {
    Strength each = hints.size() == 1 ? strength : Strength.SUGGESTED;
    String why =
        hints.size() == 1
            ? product + " answers so for this cause"
            : product + " answers so for several causes";
    return hints.stream().map(hint -> new Indication(hint, each, why, source)).toList();
  }
}
