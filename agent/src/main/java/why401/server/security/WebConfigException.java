package why401.server.security;

/// The web-config file is not usable; the message says where and why, and no secret.
public final class WebConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WebConfigException(String message) {
    super(message);
  }
}
