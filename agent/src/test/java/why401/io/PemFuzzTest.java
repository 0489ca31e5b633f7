package why401.io;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/// PEM of any bytes has a key in it, or its documented exception says that it has none.
class PemFuzzTest {
  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyPem_isReadOrRefused(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    var _ = Pem.blocks(text, Pem.CERTIFICATE);
    try {
      var _ = Pem.privateKey(text);
    } catch (GeneralSecurityException e) {
      // Documented: there is none.
    }
  }
}
