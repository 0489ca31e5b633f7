package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;
import why401.diagnosis.verdict.Verdict;
import why401.http.client.RawServer;
import why401.http.client.RawServer.Request;

/// Signed requests against a server that verifies them from what it received, and says why not.
@Timeout(60)
final class HmacIT {
  private static final String KEY = "cGFzc3dvcmRwYXNzd29yZHBhc3N3b3JkcGFzc3dvcmQ=";
  private static final Pattern INPUT =
      Pattern.compile("sig1=(\\(([^)]*)\\);created=([0-9]+).*keyid=\"([^\"]*)\".*)");

  @TempDir private Path folder = Path.of(".");
  private final RawServer server = RawServer.of(this::answer);
  private Duration clock = Duration.ZERO;
  private String asks = "";
  private boolean silent;

  @AfterEach
  void stop() {
    server.close();
  }

  private void answer(Request request, OutputStream out) throws IOException {
    String problem = problem(request);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC));
    String head = problem.isEmpty() ? "200 OK" : "401 Unauthorized" + asks;
    String body = silent ? "" : "{\"error\":\"%s\"}".formatted(problem);
    out.write(RawServer.answer(head + "\r\nContent-Type: application/json\r\nDate: " + date, body));
  }

  private Instant now() {
    return Instant.now().plus(clock);
  }

  private String problem(Request request) {
    Matcher input = INPUT.matcher(request.header("Signature-Input"));
    if (!input.matches()) {
      return "Signature missing";
    }
    if (!input.group(4).equals("probe")) {
      return "Unknown key id";
    }
    if (!asks.isEmpty() && !input.group(2).contains("x-tenant")) {
      return "Signature does not cover the required components";
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(input.group(3))), now());
    if (age.abs().compareTo(Duration.ofMinutes(5)) > 0) {
      return "Signature creation time is out of range";
    }
    return fits(request, input) ? "" : "Signature verification failed";
  }

  private static boolean fits(Request request, Matcher input) {
    StringBuilder base = new StringBuilder();
    for (String component : input.group(2).split(" ", -1)) {
      base.append(component).append(": ").append(value(request, component)).append('\n');
    }
    base.append("\"@signature-params\": ").append(input.group(1));
    String digest = "sha-256=:" + sha256(request.body()) + ":";
    return request.header("Signature").equals("sig1=:" + mac(base.toString()) + ":")
        && (request.body().isEmpty() || request.header("Content-Digest").equals(digest));
  }

  private static String value(Request request, String component) {
    String[] line = request.line().split(" ", -1);
    String[] target = line[1].split("\\?", 2);
    return switch (component.replace("\"", "")) {
      case "@method" -> line[0];
      case "@authority" -> request.header("Host");
      case "@path" -> target[0];
      case "@query" -> target.length > 1 ? "?" + target[1] : "?";
      default -> request.header(component.replace("\"", ""));
    };
  }

  private static String mac(String base) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String body) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProbeResult run(String credential, String probe) {
    String configuration =
        """
        why401 {
          credentials { c { type = hmac, %s } }
          probes { p { url = "%s", credential = c, %s } }
        }
        """
            .formatted(credential, server.url("/v1/a%20b?q=%5B1%7C2%5D&x"), probe);
    try (AgentOnce agent = new AgentOnce(folder, configuration)) {
      return agent.run("p");
    }
  }

  private static String key(String key) {
    return "key-id = probe, key-encoding = base64, key = \"%s\"".formatted(key);
  }

  private Verdict verdict(String credential, String probe) {
    ProbeResult result = run(credential, probe);
    assertThat(result.toString()).doesNotContain(KEY);
    return Objects.requireNonNull(result.verdict(), result::toString);
  }

  @Test
  void signature_isAccepted_withAndWithoutABody() {
    assertThat(run(key(KEY), "")).matches(ProbeResult::success);
    assertThat(run(key(KEY), "method = POST, body = \"{}\"")).matches(ProbeResult::success);
    assertThat(server.last().header("Signature-Input")).contains("\"content-digest\"");
    String all = key(KEY) + ", components = [\"@method\", x-tenant], nonce = true, tag = app";
    assertThat(run(all, "headers { X-Tenant = a }")).matches(ProbeResult::success);
  }

  @Test
  void wrongKey_andUnknownKey_areSaidAsWhatTheyAre() {
    String other =
        Base64.getEncoder().encodeToString("other".repeat(8).getBytes(StandardCharsets.UTF_8));
    Verdict wrong = verdict(key(other), "");
    assertThat(wrong.cause()).as(wrong.toString()).isEqualTo(Cause.TOKEN_SIGNATURE_INVALID);
    assertThat(wrong.faultDomain()).isEqualTo(FaultDomain.CREDENTIAL);
    Verdict unknown = verdict(key(KEY).replace("probe", "stranger"), "");
    assertThat(unknown.cause()).as(unknown.toString()).isEqualTo(Cause.CREDENTIALS_INVALID);
  }

  @Test
  void clockThatIsOff_isSaid() {
    clock = Duration.ofMinutes(40);
    Verdict skewed = verdict(key(KEY), "");
    assertThat(skewed.cause()).as(skewed.toString()).isEqualTo(Cause.CLOCK_SKEW);
    silent = true;
    Verdict unexplained = verdict(key(KEY), "");
    assertThat(unexplained.confidence()).isNotEqualTo(Confidence.CERTAIN);
    assertThat(unexplained.odds().alternatives().getFirst().cause()).isEqualTo(Cause.CLOCK_SKEW);
  }

  @Test
  void componentsThatTheServerAsksFor_areNamed() {
    asks = "\r\nAccept-Signature: sig1=(\"@method\" \"@path\" \"x-tenant\");created";
    silent = true;
    Verdict narrow = verdict(key(KEY), "");
    assertThat(narrow.toString()).contains("x-tenant");
    assertThat(narrow.cause()).as(narrow.toString()).isEqualTo(Cause.SCHEME_NOT_ACCEPTED);
    assertThat(narrow.faultDomain()).isEqualTo(FaultDomain.CLIENT);
  }

  @Test
  void keyInAnotherEncoding_isNotSent() {
    Verdict unfit = verdict("key-id = probe, key-encoding = hex, key = \"%s\"".formatted(KEY), "");
    assertThat(unfit.cause()).as(unfit.toString()).isEqualTo(Cause.TOKEN_MALFORMED);
    assertThat(server.requests()).isEmpty();
  }
}
