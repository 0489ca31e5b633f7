package why401.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.app.Agent;

/// Ties an agent to its process: SIGTERM and SIGINT stop it cleanly with exit status 0, SIGHUP
/// reloads its configuration.
final class ProcessSignals {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSignals.class);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private ProcessSignals() {}

  /// Stops `agent` when the process is asked to end, and reloads it on SIGHUP.
  static void endWithTheProcess(Agent agent) {
    endWithTheProcess(agent, new AtomicInteger());
  }

  private static void endWithTheProcess(Agent agent, AtomicInteger status) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, status.get()), "end"));
    onHangUp(() -> Thread.ofVirtual().name("reload").start(() -> reload(agent)));
  }

  /// Says what came of it, whatever came of it.
  private static void reload(Agent agent) {
    try {
      List<String> errors = agent.reload();
      LOG.info(
          "SIGHUP: {}",
          errors.isEmpty()
              ? "reloaded, " + agent.lastReload()
              : "not reloaded, " + errors.size() + (errors.size() == 1 ? " error" : " errors"));
    } catch (RuntimeException e) {
      LOG.error("SIGHUP: the reload failed: {}", e.getClass().getName());
    }
  }

  /// Starts `agent` and waits until the process ends, which stops it. A failed start ends the
  /// process with exit status 1.
  static void run(Agent agent) throws InterruptedException {
    AtomicInteger status = new AtomicInteger();
    endWithTheProcess(agent, status);
    try {
      agent.start();
    } catch (RuntimeException e) {
      status.set(1);
      throw e;
    }
    awaitEnd();
  }

  /// Waits forever: the shutdown hook ends the process.
  static void awaitEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private static void end(Agent agent, int wanted) {
    int status = wanted;
    try {
      agent.stop(GRACE);
    } catch (RuntimeException e) {
      LOG.error("stopping failed: {}", e.toString());
      status = 1;
    }
    // The JVM would report 128 + the signal for what is a clean stop.
    Runtime.getRuntime().halt(status);
  }

  /// By reflection, since `sun.misc.Signal` is the only way and javac warns about it
  /// unconditionally.
  private static void onHangUp(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              ProcessSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, args) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" ->
                        System.identityHashCode(self) == System.identityHashCode(args[0]);
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "reload on SIGHUP";
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      LOG.warn("SIGHUP: not available here ({}); reload by file change or HTTP", e.toString());
    }
  }
}
