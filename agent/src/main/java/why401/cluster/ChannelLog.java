package why401.cluster;

import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.jgroups.logging.Slf4jLogImpl;

/// Puts what the channel logs into the log of the agent.
final class ChannelLog implements CustomLogFactory {
  @Override
  public Log getLog(Class<?> type) {
    return new Slf4jLogImpl(type);
  }

  @Override
  public Log getLog(String category) {
    return new Slf4jLogImpl(category);
  }
}
