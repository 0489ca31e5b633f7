package why401.diagnosis.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import why401.diagnosis.A;
import why401.diagnosis.Jwts;
import why401.diagnosis.credential.JwtFacts.Form;
import why401.diagnosis.credential.JwtFacts.Use;

class JwtFactsTest {
  private static final String JWT = Jwts.jwt("k1", A.NOON, A.NOON.plusSeconds(60), _ -> {});

  @Test
  void jwt_tellsItsClaims() {
    JwtFacts facts = JwtInspector.at(JWT);
    assertThat(facts.form()).isEqualTo(Form.JWT);
    assertThat(facts.keyId()).isEqualTo("k1");
    assertThat(facts.issuer()).isEqualTo(Jwts.ISSUER);
    assertThat(facts.audience()).containsExactly("orders");
    assertThat(facts.scope()).containsExactly("orders.read");
    assertThat(facts.times()).isEqualTo(new JwtFacts.Times(A.NOON, null, A.NOON.plusSeconds(60)));
  }

  @Test
  void scopes_areReadFromScpAndFromLists() {
    String jwt =
        Jwts.jwt(
            A.NOON, A.NOON, claims -> claims.claim("scope", null).claim("scp", List.of("a", "b")));
    assertThat(JwtInspector.at(jwt).scope()).containsExactly("a", "b");
  }

  @Test
  void jwt_thatLostItsEnd_isBrokenAndStillReadable() {
    JwtFacts facts = JwtInspector.at(JWT.substring(0, JWT.length() - 9));
    assertThat(facts.form()).isEqualTo(Form.BROKEN);
    assertThat(facts.keyId()).isEqualTo("k1");
  }

  @Test
  void jwt_thatLostAWholePart_isBroken() {
    assertThat(JwtInspector.at(JWT.substring(0, JWT.lastIndexOf('.'))).form())
        .isEqualTo(Form.BROKEN);
    assertThat(JwtInspector.at("eyJhbGciOi").form()).isEqualTo(Form.BROKEN);
  }

  @Test
  void anythingElse_isOpaque() {
    assertThat(JwtInspector.at("2YotnFZFEjr1zCsicMWpAA").form()).isEqualTo(Form.OPAQUE);
    assertThat(JwtInspector.at("").form()).isEqualTo(Form.OPAQUE);
  }

  @Test
  void use_isTakenFromTypAndTokenUse() {
    assertThat(use("typ", "ID")).isEqualTo(Use.ID);
    assertThat(use("token_use", "access")).isEqualTo(Use.ACCESS);
    assertThat(use("typ", "Offline")).isEqualTo(Use.REFRESH);
    assertThat(use("x", "y")).isEqualTo(Use.UNKNOWN);
  }

  private static Use use(String claim, String value) {
    return JwtInspector.at(Jwts.jwt(A.NOON, A.NOON, claims -> claims.claim(claim, value))).use();
  }
}
