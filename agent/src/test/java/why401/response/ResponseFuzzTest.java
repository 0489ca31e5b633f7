package why401.response;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.response.statement.RequestContext;

/// Responses of any bytes are interpreted without an exception.
class ResponseFuzzTest {
  private static final ResponseInterpreter INTERPRETER = new ResponseInterpreter();

  /// The first byte chooses the status; header lines, an empty line and the body follow.
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyResponse_isInterpreted(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    String[] parts = text.split("\n\n", 2);
    List<Header> headers = new ArrayList<>();
    for (String line : parts[0].split("\n", 32)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    int status = data.length == 0 ? 401 : 400 + (data[0] & 15);
    HttpResponse response = new HttpResponse(status, headers, parts.length == 2 ? parts[1] : text);
    var _ = INTERPRETER.interpret(response, RequestContext.guess("http://a.example/", headers, ""));
    var _ = LoginPageDetector.matches(response);
  }
}
