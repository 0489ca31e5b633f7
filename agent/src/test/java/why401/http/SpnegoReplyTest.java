package why401.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Answers of Apache's mod_auth_gssapi 1.6.4 with MIT krb5 1.20.
class SpnegoReplyTest {
  private static final String BAD_KEY_VERSION =
      "oW8wbaADCgEComYEZGBiBgkqhkiG9xIBAgIDAH5TMFGgAwIBBaEDAgEepBEYDzIwMjYxMTMwMDk1ODMzWqUFAgMN"
          + "VvmmAwIBLKkIGwZXLlRFU1SqHDAaoAMCAQOhEzARGwRIVFRQGwlsb2NhbGhvc3Q=";
  private static final String SKEW =
      "oW8wbaADCgEComYEZGBiBgkqhkiG9xIBAgIDAH5TMFGgAwIBBaEDAgEepBEYDzIwMjYxMTMwMTAxODM4WqUFAgME"
          + "r6imAwIBJakIGwZXLlRFU1SqHDAaoAMCAQGhEzARGwRIVFRQGwlsb2NhbGhvc3Q=";

  @Test
  void error_isReadOutOfTheMessagesAroundIt() {
    assertThat(SpnegoReply.error(BAD_KEY_VERSION)).contains("KRB_AP_ERR_BADKEYVER");
    assertThat(SpnegoReply.error(SKEW)).contains("KRB_AP_ERR_SKEW");
  }

  @Test
  void anythingElse_isNoError() {
    assertThat(SpnegoReply.error("")).isEmpty();
    assertThat(SpnegoReply.error("not base64!")).isEmpty();
    assertThat(SpnegoReply.error(BAD_KEY_VERSION.substring(0, 40))).isEmpty();
    assertThat(SpnegoReply.error("flMwUaADAgEF")).isEmpty();
    assertThat(SpnegoReply.error("fn9+f35/fn9+f35/fjB+MH4wpgGmAaY=")).isEmpty();
  }
}
