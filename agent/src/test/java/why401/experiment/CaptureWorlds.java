package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Cause.CREDENTIALS_MISSING;
import static why401.cause.Cause.SCHEME_NOT_ACCEPTED;
import static why401.cause.Cause.SERVER_MISCONFIGURED;
import static why401.cause.Cause.SESSION_STALE;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import why401.diagnosis.CaptureDiagnosis;
import why401.diagnosis.credential.CapturedCredential;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.World.Reply;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.SentRequest;
import why401.response.statement.RequestContext;

/// What the agent itself does not send: signed requests, and what browsers and other clients do
/// wrong.
final class CaptureWorlds {
  private static final URI URL = URI.create("https://files.example/store/report.csv");

  private CaptureWorlds() {}

  /// The verdict on a captured request at noon.
  private static Verdict captured(String query, Header shown, Reply reply) {
    return captured("GET", query, shown, reply);
  }

  private static Verdict captured(String method, String query, Header shown, Reply reply) {
    List<Header> asked = shown.name().isEmpty() ? List.of() : List.of(shown);
    CredentialFacts facts =
        new CapturedCredential(URL + query, asked, "", _ -> true, _ -> false).facts();
    SentRequest sent =
        new SentRequest(World.NOON, method, URL, null, facts.scheme(), "", null, true, true);
    List<Header> headers = new ArrayList<>();
    headers.add(
        new Header(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(World.NOON.atOffset(ZoneOffset.UTC))));
    reply.headers().stream()
        .map(line -> line.split(": ", 2))
        .forEach(line -> headers.add(new Header(line[0], line[1])));
    HttpResponse answer = new HttpResponse(reply.status(), headers, reply.body());
    Exchange exchange =
        new Exchange(
            sent,
            World.NOON,
            URL,
            answer,
            reply.body().length(),
            false,
            List.of(),
            null,
            null,
            Duration.ofMillis(30),
            Map.of());
    return new CaptureDiagnosis()
        .explain(
            exchange,
            ExperimentFixture.READER.interpret(
                answer, RequestContext.guess(URL + query, asked, "")),
            facts,
            null)
        .orElseThrow();
  }

  private static Header none() {
    return new Header("", "");
  }

  static Stream<MechanismWorld> all() {
    return Stream.of(
        MechanismWorld.of(
            "signed-url-over",
            TOKEN_EXPIRED,
            CERTAIN,
            _ ->
                captured(
                    "?sv=2024-11-04&se=2026-11-24T10:00:00Z&sr=b&sp=r&sig=abc",
                    none(),
                    Reply.of(403, "x-ms-error-code: AuthenticationFailed")
                        .body("<Code>AuthenticationFailed</Code>"))),
        MechanismWorld.of(
            "pair-half-empty",
            CREDENTIALS_MISSING,
            LIKELY,
            _ ->
                captured(
                    "",
                    new Header("Authorization", "Basic dXNlcjo="),
                    Reply.of(401, "WWW-Authenticate: Basic realm=\"x\""))),
        MechanismWorld.of(
            "ntlm-inside-negotiate",
            SCHEME_NOT_ACCEPTED,
            LIKELY,
            _ ->
                captured(
                    "",
                    new Header("Authorization", "Negotiate TlRMTVNTUAABAAAAl4II4gAA"),
                    Reply.of(401, "WWW-Authenticate: Negotiate"))),
        MechanismWorld.of(
            "forgery-token-refused",
            SESSION_STALE,
            LIKELY,
            _ ->
                captured(
                    "",
                    new Header("Cookie", "JSESSIONID=abcdef"),
                    Reply.of(403).body("{\"message\":\"Invalid CSRF token found for /v1\"}"))),
        MechanismWorld.of(
            "preflight-refused",
            SERVER_MISCONFIGURED,
            LIKELY,
            _ -> captured("OPTIONS", "", none(), Reply.of(401, "WWW-Authenticate: Bearer"))),
        MechanismWorld.of(
            "signing-clock-off",
            CLOCK_SKEW,
            CERTAIN,
            _ ->
                captured(
                    "?X-Amz-Date=20261124T113000Z&X-Amz-Expires=86400&X-Amz-Signature=abc",
                    none(),
                    Reply.of(403)
                        .body(
                            "<Error><Code>RequestTimeTooSkewed</Code><Message>The difference"
                                + " between the request time and the current time is too"
                                + " large.</Message></Error>"))),
        MechanismWorld.of(
            "handshake-out-of-turn",
            TOKEN_MALFORMED,
            LIKELY,
            _ ->
                captured(
                    "",
                    new Header(
                        "Authorization",
                        "Digest username=\"u\", realm=\"x\", nonce=\"n1\", uri=\"/store\","
                            + " nc=00000002, cnonce=\"c\", response=\"r\""),
                    Reply.of(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"n2\""))),
        MechanismWorld.of(
            "old-cookie-shadows",
            SESSION_STALE,
            LIKELY,
            _ ->
                captured(
                    "",
                    new Header("Cookie", "JSESSIONID=old; JSESSIONID=new"),
                    Reply.of(302, "Location: https://files.example/login"))));
  }
}
