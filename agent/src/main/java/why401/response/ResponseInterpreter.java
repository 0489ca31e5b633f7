package why401.response;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.http.Challenges;
import why401.http.HttpResponse;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.Statement;
import why401.response.statement.Strength;
import why401.response.vocabulary.Learned;
import why401.response.vocabulary.ProductSignature;
import why401.response.vocabulary.ProductSignatures;

/// Reads answers. Immutable and safe for use by many threads; one instance serves the whole
/// program.
///
/// Evidence ranks: what a known product's answer means, then words, then the form of status and
/// challenge.
public final class ResponseInterpreter {

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{1,60}");
  private static final Set<String> SCOPES =
      Set.of("scope", "scopes", "required_scope", "required_scopes", "requiredscopes", "needed");
  private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

  private final Learned learned = new Learned();

  /// Reads one answer: no network, no clock, never an exception for what a server sent.
  public Interpretation interpret(HttpResponse response, RequestContext context) {
    ParsedResponse answer = ParsedResponse.of(response, context);
    LoginPageSighting login = LoginPageDetector.in(response).orElse(null);
    ProductSignatures products = learned.get().products();
    Optional<ProductSignature> product = products.matching(answer);
    List<Indication> said = product.map(ProductSignature::claims).orElseGet(() -> said(answer));
    List<Indication> claims =
        Claims.rank(ContextRules.adapt(said, answer, login, product.isPresent()));
    boolean refusal = refusal(answer, claims, login);
    return new Interpretation(
        refusal,
        claims,
        new Interpretation.Facts(
            seen(answer, claims),
            errorCode(answer),
            product.map(ProductSignature::product).orElseGet(() -> products.layer(answer)),
            login,
            product.filter(rule -> rule.claims().isEmpty()).isPresent()),
        demands(answer),
        RetryConstraints.in(answer, claims),
        refusal ? StatedReason.of(answer) : StatedReason.NONE);
  }

  private List<Indication> said(ParsedResponse answer) {
    Learned.Lessons lessons = learned.get();
    List<Indication> words = lessons.vocabulary().claims(answer);
    boolean doubt = lessons.vocabulary().doubts(answer);
    return Stream.concat(
            lessons.products().codes(answer).stream()
                .map(code -> doubt && guessed(code, words) ? code.suggested() : code),
            words.stream())
        .filter(indication -> ContextRules.relevant(indication, answer))
        .toList();
  }

  /// Whether the words make no more than a guess at what the code names.
  private static boolean guessed(Indication code, List<Indication> words) {
    List<Indication> same = words.stream().filter(word -> word.hint() == code.hint()).toList();
    return !same.isEmpty() && same.stream().allMatch(word -> word.strength() == Strength.SUGGESTED);
  }

  private static boolean refusal(
      ParsedResponse answer, List<Indication> claims, @Nullable LoginPageSighting login) {
    int status = answer.response().status();
    boolean resource = answer.context().endpoint() == Endpoint.RESOURCE;
    return switch (status) {
      case 401, 403, 407 -> true;
      case 429 ->
          claims.stream().anyMatch(indication -> indication.hint() != Hint.RATE_LIMITED)
              || !resource;
      case 400, 422 ->
          !resource
              || !answer.challenges().list().isEmpty()
              || claims.stream().anyMatch(indication -> indication.strength() == Strength.NAMED);
      default ->
          login != null || !claims.isEmpty() || answer.refuses() || (!resource && status >= 400);
    };
  }

  private static CredentialReceipt seen(ParsedResponse answer, List<Indication> claims) {
    String error = answer.challenges().param("error");
    if (error.equals("invalid_token") || error.equals("insufficient_scope")) {
      return CredentialReceipt.YES;
    }
    return claims.stream().findFirst().map(ContextRules::seen).orElse(CredentialReceipt.UNKNOWN);
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
