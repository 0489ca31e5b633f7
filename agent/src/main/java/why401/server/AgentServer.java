package why401.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.io.OpenFiles;
import why401.server.security.ReloadableWebConfig;
import why401.server.security.RequestFilter;
import why401.server.security.ServerSettings;
import why401.server.security.WebConfigWatcher;
import why401.token.RenewalHistory;

/// The agent's own HTTP endpoints (http-api.md): metrics, health, API, status page and runbooks.
/// Serves from the constructor on until it is closed.
public final class AgentServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
  private static final int MOST_HEADER_BYTES = 16 * 1024;
  private static final int FASTEST = 1; // of gzip
  private static final long IDLE_MILLIS = 30_000;
  private static final long CROWDED_IDLE_MILLIS = 1_000;
  private static final int MOST_CALLERS = 8_192;
  private static final long SHUTDOWN_IDLE_MILLIS = 50; // kept connections without a request
  private static final long STOP_MILLIS = 2_000;

  private final ReloadableWebConfig protection;
  private final EventStream events;
  private final WebConfigWatcher watch;
  private final Javalin javalin;

  /// Takes the address of `settings` and starts there.
  public AgentServer(
      ServerSettings settings,
      StatusSource views,
      StatusEvents changes,
      RenewalHistory renewals,
      InstantSource clock) {
    this(ListenSocket.open(settings), views, changes, renewals, clock);
  }

  /// Starts behind `door`, which is closed with it.
  public AgentServer(
      ListenSocket socket,
      StatusSource views,
      StatusEvents changes,
      RenewalHistory renewals,
      InstantSource clock) {
    this.protection = socket.protection;
    ApiRoutes api = new ApiRoutes(views, renewals);
    this.events = new EventStream(views, api, changes, clock);
    this.javalin =
        Javalin.create(
            config -> {
              serve(config, socket);
              config.routes.before(new RequestFilter(protection, socket.settings.host()));
              new OperationsRoutes(views, socket.settings.reloadEnabled()).addTo(config.routes);
              api.addTo(config.routes);
              events.addTo(config.routes);
              new AssetRoutes().addTo(config.routes);
              new RunbookRoutes().addTo(config.routes);
              answerErrors(config, views);
            });
    javalin.start();
    this.watch = new WebConfigWatcher(protection);
  }

  /// The port that is served.
  public int port() {
    return javalin.port();
  }

  /// Whether it speaks TLS.
  public boolean secure() {
    return protection.tls() != null;
  }

  /// The paths of all routes.
  List<String> paths() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.path)
        .toList();
  }

  private void serve(JavalinConfig config, ListenSocket socket) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = RequestFilter.MOST_BODY_BYTES;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(FASTEST));
    config.jetty.threadPool = threads();
    config.jetty.modifyHttpConfiguration(AgentServer::limit);
    config.jetty.addConnector((server, http) -> connector(server, http, socket));
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(STOP_MILLIS);
          server.setErrorHandler(new JettyErrorHandler());
          server.addBean(callers(server));
        });
  }

  /// A few platform threads for Jetty's own work; requests run on virtual ones.
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(12, 2);
    threads.setName("http");
    threads.setReservedThreads(0); // one in reserve lets a platform thread run the request itself
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    return threads;
  }

  /// So many callers that descriptors are left for probes. When all are there, further ones wait,
  /// and those without a request are hung up on soon.
  private static NetworkConnectionLimit callers(Server server) {
    NetworkConnectionLimit limit =
        new NetworkConnectionLimit(OpenFiles.read().callers(MOST_CALLERS), server);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    return limit;
  }

  private static void limit(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
    // A line that ends without CR is one that an intermediary may read otherwise.
    http.setHttpCompliance(HttpCompliance.STRICT);
  }

  private Connector connector(Server server, HttpConfiguration http, ListenSocket socket) {
    SslContextFactory.Server tls = protection.tls();
    HttpConfiguration own = new HttpConfiguration(http);
    ServerConnector connector;
    if (tls == null) {
      connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(own));
    } else {
      own.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new ServerConnector(
              server,
              1,
              1,
              new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
              new HttpConnectionFactory(own));
    }
    try {
      connector.open(socket.channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    return connector;
  }

  private static void answerErrors(JavalinConfig config, StatusSource views) {
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> {
          if (e.getStatus() == 405) {
            ctx.header("Allow", e.getDetails().getOrDefault("availableMethods", ""));
          }
          ProblemDetails.answer(ctx, e.getStatus(), title(e.getStatus()), detail(e, ctx));
        });
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} {}: {}", ctx.method(), ctx.path(), e.toString(), e);
          views.requestFailed();
          ProblemDetails.answer(ctx, 500, title(500), "The agent failed to respond; see its log.");
        });
  }

  private static String title(int status) {
    return HttpStatus.forStatus(status).getMessage();
  }

  private static String detail(HttpResponseException e, Context ctx) {
    String message = String.valueOf(e.getMessage());
    return switch (e.getStatus()) {
      case 404 -> message.endsWith(".") ? message : "There is nothing at this path.";
      case 405 -> "This path does not take " + ctx.method() + ".";
      default -> message;
    };
  }

  /// Ends open streams, lets running responses finish for two seconds, then stops.
  @Override
  public void close() {
    watch.close();
    events.close();
    javalin.stop();
  }
}
