package why401.http.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A server of bytes: it knows just enough of HTTP to tell where a request ends, and answers
/// whatever it is told to, however wrong. Counts what arrives.
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final String scheme;
  private final Behaviour behaviour;
  private final byte[] greeting;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();

  /// Answers one request.
  public interface Behaviour {
    void answer(Request request, OutputStream out) throws IOException;
  }

  /// One request as it arrived.
  ///
  /// @param number of all that arrived, from 1
  /// @param connection of all that were made, from 1
  public record Request(int number, int connection, String head, String body) {
    public String line() {
      return head.lines().findFirst().orElse("");
    }

    public String path() {
      return line().split(" ", 3)[1];
    }

    /// The value of the header, empty without one.
    public String header(String name) {
      return head.lines()
          .skip(1)
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private RawServer(
      ServerSocketFactory sockets, String scheme, Behaviour behaviour, byte[] greeting) {
    this.greeting = greeting;
    try {
      this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.scheme = scheme;
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  public static RawServer of(Behaviour behaviour) {
    return new RawServer(ServerSocketFactory.getDefault(), "http", behaviour, new byte[0]);
  }

  public static RawServer tls(ServerSocketFactory sockets, Behaviour behaviour) {
    return new RawServer(sockets, "https", behaviour, new byte[0]);
  }

  /// Always the same text.
  public static RawServer saying(String answer) {
    return of((_, out) -> out.write(bytes(answer)));
  }

  /// Says `greeting` to whoever connects, without listening, and hangs up.
  public static RawServer greeting(String greeting) {
    return new RawServer(ServerSocketFactory.getDefault(), "http", (_, _) -> {}, bytes(greeting));
  }

  /// An answer with a body of known length.
  public static byte[] answer(String statusAndHeaders, String body) {
    return bytes(
        "HTTP/1.1 "
            + statusAndHeaders
            + "\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public String url(String path) {
    return scheme + "://127.0.0.1:" + port() + path;
  }

  public int port() {
    return socket.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /// Connections that are open now.
  public int open() {
    return open.size();
  }

  public List<Request> requests() {
    return requests;
  }

  public Request last() {
    return requests.getLast();
  }

  /// Closes the connections that are open, from this side, and waits for none.
  public void hangUp() {
    open.keySet().forEach(RawServer::close);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        int number = connections.incrementAndGet();
        open.put(connection, true);
        Thread.ofVirtual().start(() -> serve(connection, number));
      }
    } catch (IOException e) {
      // Closed: the end of the test.
    }
  }

  private void serve(Socket connection, int number) {
    try (connection) {
      if (greeting.length > 0) {
        connection.getOutputStream().write(greeting);
        return;
      }
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        Request partial = new Request(requests.size() + 1, number, head, "");
        String length = partial.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        Request request =
            new Request(partial.number(), number, head, new String(body, StandardCharsets.UTF_8));
        requests.add(request);
        behaviour.answer(request, connection.getOutputStream());
        connection.getOutputStream().flush();
      }
    } catch (IOException e) {
      // The client went, or the behaviour hung up.
    } finally {
      open.remove(connection);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (next == '\n' && head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    close(socket);
    hangUp();
  }
}
