package why401.io;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads PEM (RFC 7468): the blocks of a file, and private keys in PKCS #8 or the older forms of
/// RSA (PKCS #1) and of elliptic curves (SEC 1), which are wrapped into PKCS #8.
public final class Pem {
  /// Label of an X.509 certificate.
  public static final String CERTIFICATE = "CERTIFICATE";

  /// Label of an unencrypted private key in PKCS #8.
  public static final String PRIVATE_KEY = "PRIVATE KEY";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");
  private static final String RSA_PRIVATE_KEY = "RSA PRIVATE KEY";
  private static final String EC_PRIVATE_KEY = "EC PRIVATE KEY";
  private static final Set<String> KEYS = Set.of(PRIVATE_KEY, RSA_PRIVATE_KEY, EC_PRIVATE_KEY);
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final byte[] VERSION = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int CURVE = 0xa0;

  private Pem() {}

  /// The blocks in `pem` with that label, each with its first and last line.
  public static List<String> blocks(String pem, String label) {
    return BLOCK
        .matcher(pem)
        .results()
        .filter(block -> block.group(1).equals(label))
        .map(MatchResult::group)
        .toList();
  }

  /// The first private key in `pem`.
  ///
  /// @throws GeneralSecurityException if there is none, or one of another kind
  public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    MatchResult block =
        BLOCK
            .matcher(pem)
            .results()
            .filter(found -> KEYS.contains(found.group(1)))
            .findFirst()
            .orElseThrow(
                () -> new GeneralSecurityException("no unencrypted PEM private key in it"));
    byte[] pkcs8 = pkcs8(block.group(1), block.group(2));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // of another algorithm
      }
    }
    throw new GeneralSecurityException("not an RSA, EC or EdDSA private key");
  }

  private static byte[] pkcs8(String label, String base64) throws GeneralSecurityException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return switch (label) {
        case RSA_PRIVATE_KEY -> wrap(RSA, der);
        case EC_PRIVATE_KEY -> wrap(der(SEQUENCE, concat(EC_OID, curveOf(der))), der);
        default -> der;
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Without the cause: it may quote the key.
      throw new GeneralSecurityException("a damaged private key");
    }
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, concat(VERSION, algorithm, der(OCTET_STRING, key)));
  }

  /// The curve's object identifier: the content of the field `[0]`, which follows the key.
  private static byte[] curveOf(byte[] sec1) throws GeneralSecurityException {
    try {
      int at = contentAt(sec1, 0);
      while (at < sec1.length) {
        int content = contentAt(sec1, at);
        int next = content + lengthAt(sec1, at);
        if (next < content || next > sec1.length) {
          throw new GeneralSecurityException("a damaged EC private key");
        }
        if ((sec1[at] & 0xff) == CURVE) {
          return Arrays.copyOfRange(sec1, content, next);
        }
        at = next;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new GeneralSecurityException("a damaged EC private key", e);
    }
    throw new GeneralSecurityException("an EC private key without its curve");
  }

  private static int contentAt(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int lengthAt(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] der(int tag, byte[] content) {
    byte[] length =
        content.length < 0x80
            ? new byte[] {(byte) content.length}
            : content.length < 0x100
                ? new byte[] {(byte) 0x81, (byte) content.length}
                : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
    return concat(new byte[] {(byte) tag}, length, content);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
