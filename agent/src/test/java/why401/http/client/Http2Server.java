package why401.http.client;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// A server of HTTP/2 frames (RFC 9113) over TLS: it knows where a request ends, and answers with
/// whatever frames it is told to.
public final class Http2Server implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int CONTINUATION = 9;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private static final int PREFACE = 24;
  private static final int ACK = 1;

  private final SSLServerSocket socket;
  private final Behaviour behaviour;
  private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();

  /// Answers one request.
  public interface Behaviour {
    void answer(int stream, Frames out) throws IOException;
  }

  /// Writes frames.
  public record Frames(DataOutputStream out) {
    public Frames frame(int type, int flags, int stream, byte[] payload) throws IOException {
      out.writeByte(payload.length >> 16);
      out.writeShort(payload.length & 0xffff);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
      return this;
    }

    public void flush() throws IOException {
      out.flush();
    }
  }

  /// @param held the certificate that is shown
  public Http2Server(HeldCertificate held, Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      this.socket =
          (SSLServerSocket)
              new HandshakeCertificates.Builder()
                  .heldCertificate(held)
                  .build()
                  .sslContext()
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// A header block of literal fields without indexing (RFC 7541, 6.2.2): name, value, and so on.
  public static byte[] headers(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      block.write(0);
      text(namesAndValues[i], block);
      text(namesAndValues[i + 1], block);
    }
    return block.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream into) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 127) {
      into.write(bytes.length);
    } else {
      into.write(127);
      int rest = bytes.length - 127;
      while (rest >= 128) {
        into.write((rest & 127) | 128);
        rest >>= 7;
      }
      into.write(rest);
    }
    into.writeBytes(bytes);
  }

  public String url(String path) {
    return "https://127.0.0.1:" + socket.getLocalPort() + path;
  }

  /// Connections that are open now.
  public int open() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket connection = (SSLSocket) socket.accept();
        open.put(connection, true);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed: the end of the test.
    }
  }

  private void serve(SSLSocket connection) {
    try (connection) {
      connection.setHandshakeApplicationProtocolSelector(
          (_, offered) -> offered.contains("h2") ? "h2" : null);
      DataInputStream in = new DataInputStream(connection.getInputStream());
      Frames out =
          new Frames(new DataOutputStream(new BufferedOutputStream(connection.getOutputStream())));
      in.readFully(new byte[PREFACE]);
      out.frame(SETTINGS, 0, 0, new byte[0]).flush();
      while (true) {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        in.readFully(new byte[length]);
        if (type == SETTINGS && flags != ACK) {
          out.frame(SETTINGS, ACK, 0, new byte[0]).flush();
        } else if (type == HEADERS) {
          behaviour.answer(stream, out);
          out.flush();
        }
      }
    } catch (IOException e) {
      // The client went, or the behaviour hung up.
    } finally {
      open.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket one : open.keySet()) {
        one.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
