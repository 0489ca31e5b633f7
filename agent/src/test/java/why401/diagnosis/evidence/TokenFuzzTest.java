package why401.diagnosis.evidence;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import why401.credential.secret.Secret;
import why401.diagnosis.credential.CredentialFacts;
import why401.token.Credentials;

/// Tokens of any bytes are looked into without an exception.
class TokenFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyToken_isInspected(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Credentials credentials = new Credentials.StaticBearer(Secret.of(text));
    var _ = CredentialFacts.of(credentials);
    var _ = CredentialFacts.cleaned(credentials);
  }
}
