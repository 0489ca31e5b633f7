package why401.response.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Header;
import why401.response.statement.RequestContext.Endpoint;
import why401.response.statement.RequestContext.Sent;

class RequestContextTest {

  private static final String API = "https://api.example/v1/invoices";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://idp.example/realms/acme/protocol/openid-connect/token",
        "https://login.microsoftonline.com/t/oauth2/v2.0/token",
        "https://api.example/oauth/token",
        "https://idp.example/oauth2/introspect"
      })
  void tokenPath_isATokenEndpoint(String url) {
    assertThat(RequestContext.guess(url, List.of(), "").endpoint())
        .isEqualTo(Endpoint.TOKEN_ENDPOINT);
  }

  @Test
  void grantType_isATokenEndpointWithACredential() {
    assertThat(
            RequestContext.guess(
                API, List.of(), "grant_type=client_credentials&client_id=x&client_secret=y"))
        .isEqualTo(new RequestContext(Endpoint.TOKEN_ENDPOINT, Sent.YES, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant_type=client_credentials&client_id=x",
        "grant_type=client_credentials&client_secret=&client_id=x"
      })
  void grantTypeWithoutASecret_mayHaveSentNothing(String body) {
    assertThat(RequestContext.guess(API, List.of(), body).sent()).isEqualTo(Sent.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"username=u&password=p", "{\"user\":\"u\",\"password\":\"p\"}"})
  void passwordPostedToALogin_isALogin(String body) {
    assertThat(RequestContext.guess("https://app.example/api/login", List.of(), body).endpoint())
        .isEqualTo(Endpoint.LOGIN);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer abc, bearer",
    "authorization, Basic dTpw, basic",
    "X-API-Key, k, api-key",
    "Ocp-Apim-Subscription-Key, k, api-key",
    "PRIVATE-TOKEN, k, api-key",
    "Cookie, JSESSIONID=1, cookie"
  })
  void credentialHeader_namesTheScheme(String name, String value, String scheme) {
    assertThat(RequestContext.guess(API, List.of(new Header(name, value)), ""))
        .isEqualTo(new RequestContext(Endpoint.RESOURCE, Sent.YES, scheme));
  }

  @Test
  void authorization_winsOverCookie() {
    List<Header> headers =
        List.of(new Header("Cookie", "a=b"), new Header("Authorization", "Bearer x"));
    assertThat(RequestContext.guess(API, headers, "").scheme()).isEqualTo("bearer");
  }

  @Test
  void keyInTheQuery_isAnApiKey() {
    assertThat(RequestContext.guess(API + "?api_key=1", List.of(), "").scheme())
        .isEqualTo("api-key");
  }

  @Test
  void noCredential_isUnknownSinceCapturesAreSanitised() {
    assertThat(RequestContext.guess(API, List.of(new Header("Accept", "*/*")), ""))
        .isEqualTo(RequestContext.unknown());
  }

  /// A token without a scheme must not be taken for one, since schemes are shown.
  @ParameterizedTest
  @ValueSource(strings = {"eyJhbGciOiJub25lIn0.e30.x", "s3cr3t", "k9_/+ secret"})
  void secretWithoutAScheme_isNoScheme(String value) {
    RequestContext context =
        RequestContext.guess(API, List.of(new Header("Authorization", value)), "");
    assertThat(context.scheme()).isEqualTo("api-key");
  }
}
