package why401.response;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.http.Challenge;
import why401.http.HttpResponse;
import why401.response.statement.Hint;
import why401.response.statement.Indication;
import why401.response.statement.ParsedResponse;
import why401.response.statement.RequestContext;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.RequestContext.Sent;
import why401.response.statement.Strength;

/// What status, challenge and request say beside the words.
final class ContextRules {

  private static final String RFC6750 = "RFC 6750, section 3.1";
  private static final String RFC9110 = "RFC 9110, section 15.5.2";
  private static final Set<String> CHALLENGEABLE =
      Set.of("basic", "bearer", "digest", "negotiate", "ntlm", "dpop");
  private static final Set<Hint> ABOUT_ARRIVAL =
      EnumSet.of(Hint.CREDENTIALS_MISSING, Hint.CREDENTIALS_STRIPPED, Hint.SCHEME_NOT_ACCEPTED);
  private static final Set<Hint> JUDGES_NOTHING =
      EnumSet.of(
          Hint.RATE_LIMITED,
          Hint.SERVER_MISCONFIGURED,
          Hint.IDENTITY_PROVIDER_UNAVAILABLE,
          Hint.TRANSIENT,
          Hint.UNKNOWN);

  /// What a cookie is not.
  private static final Pattern HEADER =
      Pattern.compile("(?i)token|bearer|jwt|authori[sz]ation|header|key");

  /// What a server that fails may be named to fail by.
  private static final Set<Hint> FAILS_BY =
      EnumSet.of(Hint.IDENTITY_PROVIDER_UNAVAILABLE, Hint.TOKEN_EXPIRED, Hint.TOKEN_REVOKED);

  private ContextRules() {}

  /// Whether words may count with this status: a 400 or 500 is mostly about other things than
  /// authentication.
  static boolean relevant(Indication indication, ParsedResponse answer) {
    int status = answer.status();
    boolean named = indication.strength() == Strength.NAMED;
    boolean judged =
        indication.hint() == Hint.CREDENTIALS_INVALID
            || indication.hint() == Hint.TOKEN_SIGNATURE_INVALID;
    if (answer.context().endpoint() != Endpoint.RESOURCE) {
      return status >= 400
          || (status == 200
              && (answer.saysNo()
                  || answer.statements().stream().anyMatch(said -> said.field().equals("error"))));
    }
    return switch (status) {
      case 400, 422, 429 -> named || judged;
      case 500, 502, 503, 504 ->
          (named && FAILS_BY.contains(indication.hint())) || answer.soapFault();
      case 402, 406, 412, 418, 420, 423, 424, 428, 451 -> named;
      case 200 -> answer.saysNo();
      default -> answer.refuses();
    };
  }

  /// The claims of the words or of the product, seen in the light of the request, then those of the
  /// form.
  static List<Indication> adapt(
      List<Indication> said,
      ParsedResponse answer,
      @Nullable LoginPageSighting login,
      boolean product) {
    RequestContext context = answer.context();
    List<Indication> all = new ArrayList<>();
    int status = answer.status();
    if (context.sent() == Sent.NO && (status == 401 || status == 407)) {
      all.add(
          new Indication(
              Hint.CREDENTIALS_MISSING,
              Strength.NAMED,
              "nothing was sent and the target demands a credential",
              RFC9110));
    }
    Claims.rank(said).forEach(indication -> all.addAll(beside(indication, answer)));
    if (!product) {
      all.addAll(form(answer, login));
    }
    return all;
  }

  /// The claim, in the light of what was sent.
  private static List<Indication> beside(Indication indication, ParsedResponse answer) {
    if (answer.context().sent() != Sent.YES) {
      return List.of(indication);
    }
    if (indication.hint() == Hint.CREDENTIALS_MISSING) {
      return unseen(indication, answer);
    }
    // What has another scheme than the one that is read has another form as well.
    return indication.hint() == Hint.TOKEN_MALFORMED && otherScheme(answer)
        ? List.of(scheme(answer), indication.suggested())
        : List.of(indication);
  }

  static CredentialReceipt seen(Indication indication) {
    if (ABOUT_ARRIVAL.contains(indication.hint())) {
      return indication.hint() == Hint.SCHEME_NOT_ACCEPTED
          ? CredentialReceipt.UNKNOWN
          : CredentialReceipt.NO;
    }
    return indication.strength() == Strength.NAMED && !JUDGES_NOTHING.contains(indication.hint())
        ? CredentialReceipt.YES
        : CredentialReceipt.UNKNOWN;
  }

  /// The server says that nothing came, but something was sent.
  private static List<Indication> unseen(Indication indication, ParsedResponse answer) {
    String why = "a credential was sent, yet " + indication.why();
    if ("cookie".equals(answer.context().scheme()) && !HEADER.matcher(indication.why()).find()) {
      return List.of(
          new Indication(Hint.SESSION_STALE, Strength.SUGGESTED, why, indication.source()));
    }
    Indication stripped =
        new Indication(Hint.CREDENTIALS_STRIPPED, Strength.SUGGESTED, why, indication.source());
    return otherScheme(answer) ? List.of(scheme(answer), stripped) : List.of(stripped);
  }

  private static List<Indication> form(ParsedResponse answer, @Nullable LoginPageSighting login) {
    HttpResponse response = answer.response();
    RequestContext context = answer.context();
    List<Indication> claims = new ArrayList<>();
    if (answer.staleDigest()) {
      claims.add(
          suggested(
              Hint.SESSION_STALE,
              "the Digest challenge says stale=true: the nonce is refused, not the password",
              "RFC 7616, section 3.3"));
    }
    if (login != null && context.sent() != Sent.NO) {
      claims.add(
          suggested(
              Hint.SESSION_STALE, "a login page came in place of the resource", "login page"));
    }
    if (response.status() == 429) {
      claims.add(
          new Indication(
              Hint.RATE_LIMITED, Strength.NAMED, "the status is 429", "RFC 6585, section 4"));
    }
    if (context.endpoint() == Endpoint.TOKEN_ENDPOINT && response.status() >= 500) {
      claims.add(
          suggested(
              Hint.IDENTITY_PROVIDER_UNAVAILABLE,
              "the token endpoint answers " + response.status(),
              "RFC 9110, section 15.6"));
    }
    if (context.sent() == Sent.YES && demands(response.status()) && otherScheme(answer)) {
      claims.add(scheme(answer));
    }
    if (response.status() == 401 && bareBearer(answer)) {
      Indication missing =
          suggested(
              Hint.CREDENTIALS_MISSING,
              "the Bearer challenge has no error, as for a request without a token",
              RFC6750);
      claims.addAll(context.sent() == Sent.YES ? unseen(missing, answer) : List.of(missing));
    }
    return claims;
  }

  /// 400 is the status of `invalid_request` (RFC 6750, 3.1), with a challenge.
  private static boolean demands(int status) {
    return status == 401 || status == 400;
  }

  private static boolean bareBearer(ParsedResponse answer) {
    List<Challenge> bearers =
        answer.challenges().list().stream().filter(challenge -> challenge.is("bearer")).toList();
    return !bearers.isEmpty()
        && bearers.stream().allMatch(bearer -> bearer.param("error").isEmpty());
  }

  private static boolean otherScheme(ParsedResponse answer) {
    String sent = answer.context().scheme();
    List<String> offered = answer.challenges().schemes();
    return sent != null
        && CHALLENGEABLE.contains(sent)
        && !offered.isEmpty()
        && !offered.contains(sent)
        && !(sent.equals("ntlm") && offered.contains("negotiate"));
  }

  private static Indication scheme(ParsedResponse answer) {
    String why =
        "%s was sent, %s is offered"
            .formatted(answer.context().scheme(), String.join(", ", answer.challenges().schemes()));
    return suggested(Hint.SCHEME_NOT_ACCEPTED, why, "RFC 9110, section 11.6.1");
  }

  private static Indication suggested(Hint hint, String why, String source) {
    return new Indication(hint, Strength.SUGGESTED, why, source);
  }
}
