package why401.app;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A keytab with one key, in the format of MIT Kerberos, version 0x502.
final class Keytab {
  private static final int AES_256 = 18;
  private static final int OCTETS = 32;
  private static final int PRINCIPAL = 1;

  private Keytab() {}

  /// @param key its first octets; the rest are zero
  static byte[] of(String name, String realm, String key) {
    try {
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(entry);
      out.writeShort(1);
      out.writeUTF(realm);
      out.writeUTF(name);
      out.writeInt(PRINCIPAL);
      out.writeInt(0);
      out.writeByte(1);
      out.writeShort(AES_256);
      out.writeShort(OCTETS);
      out.write(Arrays.copyOf(key.getBytes(StandardCharsets.US_ASCII), OCTETS));
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DataOutputStream whole = new DataOutputStream(file);
      whole.writeShort(0x502);
      whole.writeInt(entry.size());
      whole.write(entry.toByteArray());
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
