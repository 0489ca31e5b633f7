package why401.response.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Challenges;
import why401.http.HttpResponse;

class StatementExtractorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "401 Unauthorized",
        "Unauthorized",
        "{\"error\":\"Unauthorized\",\"message\":\"Unauthorized\",\"status\":401}",
        "<html><head><title>401 Authorization Required</title></head><body>"
            + "<center><h1>401 Authorization Required</h1></center><hr>"
            + "<center>nginx/1.22.1</center></body></html>",
        "<html><form method=post>User name <input name=u> Password <input type=password>"
            + "<label>Remember me</label></form></html>"
      })
  void whatEveryPageHas_isNoStatement(String body) {
    assertThat(statements(body)).isEmpty();
  }

  @Test
  void statementBesideTheStatusLine_isKeptWhole() {
    assertThat(statements("401 Unauthorized: token expired"))
        .containsExactly("401 Unauthorized: token expired");
  }

  @Test
  void statementInAnotherScript_isKept() {
    assertThat(statements("{\"message\":\"认证失败\"}")).containsExactly("认证失败");
  }

  private static List<String> statements(String body) {
    return StatementExtractor.of(
            new HttpResponse(401, List.of(), body), Challenges.parse(List.of()))
        .stream()
        .map(Statement::text)
        .toList();
  }
}
