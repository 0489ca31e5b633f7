package why401.server.security;

import java.time.Duration;

/// Looks at the protection's files each second: a renewed certificate must be there for the next
/// handshake, not for the next request.
public final class WebConfigWatcher implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Thread thread;

  public WebConfigWatcher(ReloadableWebConfig protection) {
    thread =
        Thread.ofVirtual()
            .name("web-config")
            .start(
                () -> {
                  try {
                    while (protection.watched()) {
                      protection.follow();
                      Thread.sleep(PERIOD);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
