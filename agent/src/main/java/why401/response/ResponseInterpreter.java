package why401.response;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.http.Challenges;
import why401.http.HttpResponse;
import why401.response.prose.ProseReader;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;
import why401.response.statement.Statement;

/// Reads answers. Immutable and safe for use by many threads; one instance serves the whole
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

  /// Reads one answer: no network, no clock, never an exception for what a server sent.
  public Interpretation interpret(HttpResponse response, RequestContext context) {
    ParsedResponse answer = ParsedResponse.of(response, context);
    LoginPageSighting login = LoginPageDetector.in(response).orElse(null);
    StatedReason reason = StatedReason.of(answer, prose);
    boolean refusal = Refusal.in(answer, login, reason);
    return new Interpretation(
        refusal,
        new Interpretation.Facts(errorCode(answer), ProductSign.in(response), login),
        demands(answer),
        RetryConstraints.in(answer, reason),
        refusal ? reason : StatedReason.NONE);
  }

  private static @Nullable String errorCode(ParsedResponse answer) {
    Stream<String> challenge = Stream.of(answer.challenges().param("error"));
    Stream<String> body =
        answer.statements().stream()
            .filter(statement -> statement.field().equals("error"))
            .map(Statement::text);
    return Stream.concat(challenge, body)
        .filter(code -> CODE.matcher(code).matches())
        .findFirst()
        .orElse(null);
  }

  private static AuthenticationRequirements demands(ParsedResponse answer) {
    Challenges challenges = answer.challenges();
    Stream<String> body =
        answer.statements().stream()
            .filter(statement -> SCOPES.contains(statement.field()))
            .map(Statement::text);
    List<String> scopes =
        Stream.concat(Stream.of(challenges.param("scope")), body)
            .flatMap(BLANKS::splitAsStream)
            .filter(scope -> !scope.isEmpty())
            .distinct()
            .toList();
    String metadata = challenges.param("resource_metadata");
    return new AuthenticationRequirements(
        challenges, scopes, metadata.isEmpty() ? null : metadata, answer.staleDigest());
  }
}
