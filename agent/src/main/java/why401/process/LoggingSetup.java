package why401.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/// Sets up Logback: one line per event on standard error, as text for people or JSON for machines.
public final class LoggingSetup {
  private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n%ex{full}";

  private LoggingSetup() {}

  /// The format of a line.
  public enum Format {
    /// For people.
    TEXT,
    /// One JSON object; an incident is in its field `incident`.
    JSON
  }

  /// Logs at `level` and above in `format`; libraries at WARN and above.
  ///
  /// @param level `trace`, `debug`, `info`, `warn` or `error`; any other counts as `info`
  public static void configure(String level, Format format) {
    LoggerContext context = context();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, format));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    // What is wrong with the request of a stranger is in its response.
    context.getLogger("org.eclipse.jetty.http").setLevel(Level.ERROR);
    context.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.ERROR);
    // What the engine of a cluster warns of quotes what members send each other, tokens included;
    // and who asked gets the exception, as each second while there is no majority.
    context.getLogger("org.infinispan").setLevel(Level.ERROR);
    context
        .getLogger("org.infinispan.interceptors.impl.InvocationContextInterceptor")
        .setLevel(Level.OFF);
    context.getLogger("why401").setLevel(Level.toLevel(level, Level.INFO));
  }

  /// Leaves incidents out of the log: where a verdict is printed, it would stand there twice.
  public static void withoutIncidents() {
    context().getLogger("why401.app.IncidentLogger").setLevel(Level.OFF);
  }

  /// Logback's; while another thread is just starting SLF4J, that hands out substitutes.
  private static LoggerContext context() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    while (factory instanceof SubstituteLoggerFactory) {
      Thread.onSpinWait();
      factory = LoggerFactory.getILoggerFactory();
    }
    return (LoggerContext) factory;
  }

  /// Writes events in `format`.
  public static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> {
            PatternLayoutEncoder text = new PlainTextEncoder();
            text.setPattern(TEXT);
            yield text;
          }
          case JSON -> new LogstashEncoder();
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
