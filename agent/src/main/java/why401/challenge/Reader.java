package why401.challenge;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.challenge.Context.Endpoint;

/// Reads answers. Immutable and safe for use by many threads; one instance serves the whole
/// program.
///
/// Evidence ranks: what a known product's answer means, then words, then the form of status and
/// challenge.
public final class Reader {

  private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{1,60}");
  private static final Set<String> SCOPES =
      Set.of("scope", "scopes", "required_scope", "required_scopes", "requiredscopes", "needed");
  private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

  private final Learned learned = new Learned();

  /// Reads one answer: no network, no clock, never an exception for what a server sent.
  public Reading read(Response response) {
    Answer answer = Answer.of(response);
    LoginPage login = LoginPages.in(response);
    Products products = learned.get().products();
    Optional<ProductRule> product = products.matching(answer);
    List<Claim> said = product.map(ProductRule::claims).orElseGet(() -> said(answer));
    List<Claim> claims = Claims.rank(Circumstances.adapt(said, answer, login, product.isPresent()));
    return new Reading(
        refusal(answer, claims, login),
        claims,
        new Reading.Facts(
            seen(answer, claims),
            errorCode(answer),
            product.map(ProductRule::product).orElseGet(() -> products.layer(answer)),
            login,
            product.filter(rule -> rule.claims().isEmpty()).isPresent()),
        demands(answer),
        BrakeFinder.in(answer, claims));
  }

  private List<Claim> said(Answer answer) {
    Learned.Lessons lessons = learned.get();
    List<Claim> words = lessons.vocabulary().claims(answer);
    boolean doubt = lessons.vocabulary().doubts(answer);
    return Stream.concat(
            lessons.products().codes(answer).stream()
                .map(code -> doubt && guessed(code, words) ? code.suggested() : code),
            words.stream())
        .filter(claim -> Circumstances.relevant(claim, answer))
        .toList();
  }

  /// Whether the words make no more than a guess at what the code names.
  private static boolean guessed(Claim code, List<Claim> words) {
    List<Claim> same = words.stream().filter(word -> word.hint() == code.hint()).toList();
    return !same.isEmpty() && same.stream().allMatch(word -> word.strength() == Strength.SUGGESTED);
  }

  private static boolean refusal(Answer answer, List<Claim> claims, @Nullable LoginPage login) {
    int status = answer.response().status();
    boolean resource = answer.response().context().endpoint() == Endpoint.RESOURCE;
    return switch (status) {
      case 401, 403, 407 -> true;
      case 429 -> claims.stream().anyMatch(claim -> claim.hint() != Hint.RATE_LIMITED) || !resource;
      case 400, 422 ->
          !resource
              || !answer.challenges().list().isEmpty()
              || claims.stream().anyMatch(claim -> claim.strength() == Strength.NAMED);
      default ->
          login != null || !claims.isEmpty() || answer.refuses() || (!resource && status >= 400);
    };
  }

  private static Seen seen(Answer answer, List<Claim> claims) {
    String error = answer.challenges().param("error");
    if (error.equals("invalid_token") || error.equals("insufficient_scope")) {
      return Seen.YES;
    }
    return claims.stream().findFirst().map(Circumstances::seen).orElse(Seen.UNKNOWN);
  }

  private static @Nullable String errorCode(Answer answer) {
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

  private static Demands demands(Answer answer) {
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
    return new Demands(
        challenges, scopes, metadata.isEmpty() ? null : metadata, answer.staleDigest());
  }
}
