package why401.response;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.http.HttpResponse;
import why401.response.prose.ProseReader;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;
import why401.response.statement.Statement;

/// Interprets responses. Immutable and safe for use by many threads; one instance serves the whole
/// program.
public final class ResponseInterpreter {

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{1,60}");
  private static final Set<String> SCOPES =
      Set.of("scope", "scopes", "required_scope", "required_scopes", "requiredscopes", "needed");
  private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

  private final ProseReader prose;

  /// Reads prose with the committed model.
  public ResponseInterpreter() {
    this(new ProseReader());
  }

  /// Reads prose with `prose`.
  public ResponseInterpreter(ProseReader prose) {
    this.prose = prose;
  }

  /// Interprets one response: no network, no clock, never an exception for what a server sent.
  public Interpretation interpret(HttpResponse response, RequestContext context) {
    ParsedResponse parsed = ParsedResponse.of(response, context);
    StatedReason reason = StatedReason.of(parsed, prose);
    boolean refusal = Refusal.in(parsed, reason);
    return new Interpretation(
        refusal,
        refusal ? reason : StatedReason.NONE,
        parsed.challenges(),
        errorCode(parsed),
        scopes(parsed),
        ProductSign.in(response),
        RetryConstraints.in(parsed, reason));
  }

  private static @Nullable String errorCode(ParsedResponse parsed) {
    Stream<String> challenge = Stream.of(parsed.challenges().param("error"));
    Stream<String> body =
        parsed.statements().stream()
            .filter(statement -> statement.field().equals("error"))
            .map(Statement::text);
    return Stream.concat(challenge, body)
        .filter(code -> CODE.matcher(code).matches())
        .findFirst()
        .orElse(null);
  }

  private static List<String> scopes(ParsedResponse parsed) {
    Stream<String> body =
        parsed.statements().stream()
            .filter(statement -> SCOPES.contains(statement.field()))
            .map(Statement::text);
    return Stream.concat(Stream.of(parsed.challenges().param("scope")), body)
        .flatMap(BLANKS::splitAsStream)
        .filter(scope -> !scope.isEmpty())
        .distinct()
        .toList();
  }
}
