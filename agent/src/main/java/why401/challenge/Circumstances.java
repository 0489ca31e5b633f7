package why401.challenge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import why401.challenge.Context.Endpoint;
import why401.challenge.Context.Sent;

/// What status, challenge and request say beside the words.
final class Circumstances {

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

  private Circumstances() {}

  /// Whether words may count with this status: a 400 or 500 is mostly about other things than
  /// authentication.
  static boolean relevant(Claim claim, Answer answer) {
    int status = answer.status();
    boolean named = claim.strength() == Strength.NAMED;
    boolean judged =
        claim.hint() == Hint.CREDENTIALS_INVALID || claim.hint() == Hint.TOKEN_SIGNATURE_INVALID;
    if (answer.response().context().endpoint() != Endpoint.RESOURCE) {
      return status >= 400
          || (status == 200
              && (answer.saysNo()
                  || answer.statements().stream().anyMatch(said -> said.field().equals("error"))));
    }
    return switch (status) {
      case 400, 422, 429 -> named || judged;
      case 500, 502, 503, 504 -> (named && FAILS_BY.contains(claim.hint())) || answer.soapFault();
      case 402, 406, 412, 418, 420, 423, 424, 428, 451 -> named;
      case 200 -> answer.saysNo();
      default -> answer.refuses();
    };
  }

  /// The claims of the words or of the product, seen in the light of the request, then those of the
  /// form.
  static List<Claim> adapt(
      List<Claim> said, Answer answer, @Nullable LoginPage login, boolean product) {
    Context context = answer.response().context();
    List<Claim> all = new ArrayList<>();
    int status = answer.status();
    if (context.sent() == Sent.NO && (status == 401 || status == 407)) {
      all.add(
          new Claim(
              Hint.CREDENTIALS_MISSING,
              Strength.NAMED,
              "nothing was sent and the target demands a credential",
              RFC9110));
    }
    Claims.rank(said).forEach(claim -> all.addAll(beside(claim, answer)));
    if (!product) {
      all.addAll(form(answer, login));
    }
    return all;
  }

  /// The claim, in the light of what was sent.
  private static List<Claim> beside(Claim claim, Answer answer) {
    if (answer.response().context().sent() != Sent.YES) {
      return List.of(claim);
    }
    if (claim.hint() == Hint.CREDENTIALS_MISSING) {
      return unseen(claim, answer);
    }
    // What has another scheme than the one that is read has another form as well.
    return claim.hint() == Hint.TOKEN_MALFORMED && otherScheme(answer)
        ? List.of(scheme(answer), claim.suggested())
        : List.of(claim);
  }

  static Seen seen(Claim claim) {
    if (ABOUT_ARRIVAL.contains(claim.hint())) {
      return claim.hint() == Hint.SCHEME_NOT_ACCEPTED ? Seen.UNKNOWN : Seen.NO;
    }
    return claim.strength() == Strength.NAMED && !JUDGES_NOTHING.contains(claim.hint())
        ? Seen.YES
        : Seen.UNKNOWN;
  }

  /// The server says that nothing came, but something was sent.
  private static List<Claim> unseen(Claim claim, Answer answer) {
    String why = "a credential was sent, yet " + claim.why();
    if ("cookie".equals(answer.response().context().scheme())
        && !HEADER.matcher(claim.why()).find()) {
      return List.of(new Claim(Hint.SESSION_STALE, Strength.SUGGESTED, why, claim.source()));
    }
    Claim stripped = new Claim(Hint.CREDENTIALS_STRIPPED, Strength.SUGGESTED, why, claim.source());
    return otherScheme(answer) ? List.of(scheme(answer), stripped) : List.of(stripped);
  }

  private static List<Claim> form(Answer answer, @Nullable LoginPage login) {
    Response response = answer.response();
    Context context = response.context();
    List<Claim> claims = new ArrayList<>();
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
          new Claim(Hint.RATE_LIMITED, Strength.NAMED, "the status is 429", "RFC 6585, section 4"));
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
      Claim missing =
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

  private static boolean bareBearer(Answer answer) {
    List<Challenge> bearers =
        answer.challenges().list().stream().filter(challenge -> challenge.is("bearer")).toList();
    return !bearers.isEmpty()
        && bearers.stream().allMatch(bearer -> bearer.param("error").isEmpty());
  }

  private static boolean otherScheme(Answer answer) {
    String sent = answer.response().context().scheme();
    List<String> offered = answer.challenges().schemes();
    return sent != null
        && CHALLENGEABLE.contains(sent)
        && !offered.isEmpty()
        && !offered.contains(sent)
        && !(sent.equals("ntlm") && offered.contains("negotiate"));
  }

  private static Claim scheme(Answer answer) {
    String why =
        "%s was sent, %s is offered"
            .formatted(
                answer.response().context().scheme(),
                String.join(", ", answer.challenges().schemes()));
    return suggested(Hint.SCHEME_NOT_ACCEPTED, why, "RFC 9110, section 11.6.1");
  }

  private static Claim suggested(Hint hint, String why, String source) {
    return new Claim(hint, Strength.SUGGESTED, why, source);
  }
}
