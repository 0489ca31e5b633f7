package why401.cli.curl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import why401.cli.Why401Command;
import why401.http.client.RawServer;

/// What a pasted curl line puts on the wire, or why it is not taken: never another request.
@Execution(ExecutionMode.CONCURRENT)
class CurlLineTest {
  @TempDir private Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String answer = "200 OK";
  private final RawServer server =
      RawServer.of((request, wire) -> wire.write(RawServer.answer(answer, "")));

  @AfterEach
  void close() {
    server.close();
  }

  private int diagnose(String... options) {
    List<String> line = new ArrayList<>(List.of("diagnose"));
    line.addAll(List.of(options));
    return Why401Command.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.toArray(String[]::new));
  }

  private String url() {
    return server.url("/v1");
  }

  @Test
  void lineOfADeveloperTool_isTakenWithItsFirstWord() {
    assertThat(
            diagnose(
                ("curl -sS -L --location --compressed -k -v -o /dev/null --max-time 5 --request"
                        + " POST --data-raw {} -u probe:right -b a=b -e http://ref.example/ "
                        + url())
                    .split(" ")))
        .isZero();
    assertThat(server.last().line()).isEqualTo("POST /v1 HTTP/1.1");
    assertThat(server.last().body()).isEqualTo("{}");
    assertThat(server.last().header("Authorization")).isEqualTo("Basic cHJvYmU6cmlnaHQ=");
    assertThat(server.last().header("Cookie")).isEqualTo("a=b");
    assertThat(server.last().header("Referer")).isEqualTo("http://ref.example/");
    assertThat(server.last().header("Accept")).isEqualTo("*/*");
  }

  @Test
  void url_mayBeAnOption() {
    assertThat(diagnose("--url", url(), "-H", "Accept:", "-H", "X-Empty;")).isZero();
    assertThat(server.last().head()).doesNotContain("Accept:").contains("X-Empty:");
  }

  @Test
  void json_isCurlsWithData_andOursWithout() {
    assertThat(diagnose("--json", "{\"a\":1}", url())).isZero();
    assertThat(server.last().line()).isEqualTo("POST /v1 HTTP/1.1");
    assertThat(server.last().body()).isEqualTo("{\"a\":1}");
    assertThat(server.last().header("Content-Type")).isEqualTo("application/json");
    assertThat(server.last().header("Accept")).isEqualTo("application/json");
    assertThat(out.toString()).doesNotContain("{");
    for (String[] ours :
        List.of(
            new String[] {"--json", url()},
            new String[] {url(), "--json"},
            new String[] {"--json", "-H", "A: b", url()},
            new String[] {"--output", "json", url()})) {
      out.getBuffer().setLength(0);
      assertThat(diagnose(ours)).isZero();
      assertThat(server.last().line()).isEqualTo("GET /v1 HTTP/1.1");
      assertThat(out.toString()).startsWith("{");
    }
  }

  @Test
  void form_isOfSeveralParts() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "content");
    assertThat(
            diagnose(
                "-F",
                "name=it;type=text/plain",
                "-F",
                "up=@" + file,
                "--form-string",
                "x=@y",
                url()))
        .isZero();
    assertThat(server.last().header("Content-Type")).startsWith("multipart/form-data; boundary=--");
    assertThat(server.last().body())
        .contains(
            "name=\"name\"\r\nContent-Type: text/plain\r\n\r\nit\r\n",
            "name=\"up\"; filename=\"a.txt\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
                + "content",
            "name=\"x\"\r\n\r\n@y\r\n")
        .endsWith("--\r\n");
  }

  @Test
  void cookies_mayBeInAFile() throws IOException {
    String line = "%s\tFALSE\t%s\tFALSE\t%s\t%s\t1\n";
    Path file =
        Files.writeString(
            folder.resolve("jar"),
            "# Netscape HTTP Cookie File\n#HttpOnly_"
                + line.formatted("127.0.0.1", "/", "0", "a")
                + line.formatted("127.0.0.1", "/v1", "4102444800", "b")
                + line.formatted("127.0.0.1", "/v2", "0", "c")
                + line.formatted("127.0.0.1", "/", "1", "d")
                + line.formatted("other.example", "/", "0", "e"));
    assertThat(diagnose("-b", file.toString(), url())).isZero();
    assertThat(server.last().header("Cookie")).isEqualTo("a=1; b=1");
  }

  @Test
  void hosts_areWhereTheLineSays() {
    int port = java.net.URI.create(url()).getPort();
    String there = "http://nowhere.invalid:" + port + "/v1";
    assertThat(diagnose("-4", "--resolve", "nowhere.invalid:" + port + ":127.0.0.1", there))
        .isZero();
    assertThat(server.last().header("Host")).isEqualTo("nowhere.invalid:" + port);
    assertThat(diagnose("--resolve", "nowhere.invalid:1:127.0.0.1", there)).isEqualTo(4);
    assertThat(diagnose("-6", "--resolve", "nowhere.invalid:" + port + ":127.0.0.1", there))
        .isEqualTo(4);
    assertThat(diagnose("--resolve", "nonsense", there)).isEqualTo(2);
  }

  @Test
  void trustedRedirects_takeTheCredentialAlong() {
    RawServer other = RawServer.of((_, wire) -> wire.write(RawServer.answer("200 OK", "")));
    answer = "302 Found\r\nLocation: " + other.url("/landed");
    assertThat(diagnose("-u", "probe:right", "-H", "X-Own: 1", "--location-trusted", url()))
        .isZero();
    assertThat(other.last().header("Authorization")).isEqualTo("Basic cHJvYmU6cmlnaHQ=");
    assertThat(other.last().header("X-Own")).isEqualTo("1");
    other.close();
  }

  @Test
  void aRefusal_isToldOnOneScreen() {
    answer = "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"";
    assertThat(diagnose("-u", "probe:right-password", "-H", "X-Own: 1", url() + "?q=hidden"))
        .isEqualTo(3);
    assertThat(out.toString())
        .contains("sent: GET http://127.0.0.1:", "with Basic", "from -u probe;")
        .contains("came: HTTP 401 from 127.0.0.1", "came: WWW-Authenticate: Basic")
        .contains("Next: why401 runbook ")
        .doesNotContain("right-password", "hidden")
        .satisfies(text -> assertThat(text.lines().count()).isLessThan(40));
  }

  @Test
  void data_goesIntoTheQueryWithGet() {
    assertThat(diagnose("-G", "-d", "a=1", "--data-urlencode", "b=x y&", url() + "?z=0")).isZero();
    assertThat(server.last().line()).isEqualTo("GET /v1?z=0&a=1&b=x%20y%26 HTTP/1.1");
  }

  @Test
  void userInTheUrl_isSentAsBasicAndNotPrinted() {
    answer = "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"";
    assertThat(diagnose(url().replace("//", "//probe:hunter2-secret@"))).isEqualTo(3);
    assertThat(server.requests().getFirst().header("Authorization"))
        .isEqualTo("Basic cHJvYmU6aHVudGVyMi1zZWNyZXQ=");
    assertThat(out + err.toString()).contains("credentials_invalid").doesNotContain("hunter2");
  }

  @Test
  void keyInTheUrl_isACredential() {
    answer = "401 Unauthorized";
    assertThat(diagnose(url() + "?api_key=hunter2-secret&limit=1")).isEqualTo(3);
    assertThat(server.requests().getFirst().path()).contains("api_key=hunter2-secret");
    assertThat(out + err.toString()).doesNotContain("credentials_missing", "hunter2");
  }

  @Test
  void file_isReadWhereCurlReadsIt() throws IOException {
    Path file = Files.writeString(folder.resolve("body.json"), "{\"a\": 1,\n\"b\": 2}\n");
    assertThat(diagnose("-d", "@" + file, url())).isZero();
    assertThat(server.last().body()).isEqualTo("{\"a\": 1,\"b\": 2}");
    assertThat(diagnose("--data-binary", "@" + file, url())).isZero();
    assertThat(server.last().body()).isEqualTo("{\"a\": 1,\n\"b\": 2}\n");
    assertThat(diagnose("--data-raw", "@" + file, url())).isZero();
    assertThat(server.last().body()).isEqualTo("@" + file);
    assertThat(diagnose("-d", "@/no/such/file", url())).isEqualTo(2);
    assertThat(err.toString()).startsWith("-d: @/no/such/file: cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "bearer abcdef,bearer abcdef",
    "Token abcdef,Token abcdef",
    "abcdef,abcdef",
    "Basic cHJvYmU6cuk=,Basic cHJvYmU6cuk="
  })
  void authorization_isSentAsItIsWritten(String value, String sent) {
    assertThat(diagnose("-u", "a:b", "-H", "Authorization: " + value, url())).isZero();
    assertThat(server.last().header("Authorization")).isEqualTo(sent);
  }

  @Test
  void lineBreakInAHeader_isNotRepairedSilently() {
    assertThat(diagnose("-H", "Authorization: Bearer abcdef\n", url())).isEqualTo(3);
    assertThat(out.toString()).startsWith("token_malformed");
  }

  @Test
  void repeatedHeader_keepsAllValues() {
    assertThat(diagnose("-H", "X-A: 1", "-H", "x-a: 2", url() + "/a|b?c[0]={d}")).isZero();
    assertThat(server.last().header("X-A")).isEqualTo("1, 2");
    assertThat(server.last().path()).isEqualTo("/v1/a%7Cb?c%5B0%5D=%7Bd%7D");
  }

  @Test
  void proxy_isUsed() {
    assertThat(diagnose("-x", "127.0.0.1:" + server.port(), "-U", "p:q", "http://api.example/v1"))
        .isZero();
    assertThat(server.last().path()).isEqualTo("http://api.example/v1");
    assertThat(server.last().header("Proxy-Authorization")).isEqualTo("Basic cDpx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--aws-sigv4 hunter2-secret",
        "-zhunter2-secret",
        "--login-options=hunter2-secret",
        "hunter2-secret",
        "-F hunter2-secret",
        "-F a=b -d hunter2-secret",
        "--resolve hunter2-secret",
        "-X GET -d hunter2-secret",
        "-b cookies.txt"
      })
  void whatIsNotUnderstood_isSaidWithoutItsValueAndNothingIsSent(String options) {
    assertThat(diagnose((options + " " + url()).split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains("expected: ").doesNotContain("hunter2");
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(server.requests()).isEmpty();
  }

  /// A cookie is a session, and is called so.
  @Test
  void cookieThatIsSentToTheLogin_isAStaleSession() {
    answer = "302 Found\r\nLocation: /login";
    assertThat(diagnose("-b", "s=old", url())).isEqualTo(3);
    assertThat(out.toString()).startsWith("session_stale");
  }

  /// The nonsense of the control must be in the form that the target knows, or it tells nothing.
  @Test
  void tokenScheme_isNoDamageAndIsKeptInTheControls() {
    answer = "401 Unauthorized\r\nWWW-Authenticate: Token";
    assertThat(diagnose("-H", "Authorization: Token abcdef", url())).isEqualTo(3);
    assertThat(out.toString()).doesNotContain("token_malformed");
    assertThat(server.requests())
        .extracting(request -> request.header("Authorization"))
        .allMatch(value -> value.isEmpty() || value.startsWith("Token "));
  }

  /// A password in a header of one's own is one all the same: it is not tried again.
  @Test
  void explicitBasicHeader_isSentOnce() {
    answer = "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"";
    assertThat(diagnose("-H", "Authorization: Basic cHJvYmU6cuk=", url())).isEqualTo(3);
    assertThat(server.requests())
        .filteredOn(request -> request.header("Authorization").endsWith(" cHJvYmU6cuk="))
        .hasSize(1);
  }

  @Test
  void capture_isNotExplainedBesideARequest() {
    assertThat(diagnose("--har", "x.har", url())).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void otherCommands_showTheirUsage() {
    CommandLine line = Why401Command.line().setErr(new PrintWriter(err, true));
    assertThat(line.execute("check", "file.conf")).isEqualTo(2);
    assertThat(err.toString()).contains("--config").contains("Usage: why401 check");
  }
}
