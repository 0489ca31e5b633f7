package why401.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// One browser for all tests of a class, and a server of its own for each of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserSession {
  final Browser browser = new Browser();
  OpenPage page;

  @BeforeEach
  void start() {
    page = new OpenPage(browser);
  }

  @AfterEach
  void stop() {
    page.close();
  }

  @AfterAll
  void quit() {
    browser.close();
  }
}
