import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// The floor of the benchmark: the same requests as the agent's, sent by OkHttp on virtual threads,
/// spread over the interval, and nothing else.
///
///     java -cp 'agent/target/why401/lib/*' agent/src/bench/Loop.java reuse|fresh PROBES SECONDS URL
class Loop {
  private static final String AUTHORIZATION = Credentials.basic("probe", "secret");

  public static void main(String[] args) {
    boolean fresh = args[0].equals("fresh");
    int probes = Integer.parseInt(args[1]);
    long step = Duration.ofSeconds(Long.parseLong(args[2])).toNanos() / probes;
    OkHttpClient client =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .callTimeout(Duration.ofSeconds(5))
            .connectionPool(new ConnectionPool(fresh ? 0 : 256, 300, TimeUnit.SECONDS))
            .build();
    long begin = System.nanoTime();
    for (long i = 0; ; i++) {
      for (long left; (left = begin + i * step - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
      Request request =
          new Request.Builder()
              .url(args[3] + (i % probes + 1))
              .header("Authorization", AUTHORIZATION)
              .build();
      Thread.startVirtualThread(() -> send(client, request));
    }
  }

  private static void send(OkHttpClient client, Request request) {
    try (Response response = client.newCall(request).execute()) {
      if (response.body().bytes().length == 0) {
        throw new IOException("an empty body");
      }
    } catch (IOException e) {
      System.err.println(request.url() + ": " + e);
    }
  }
}
