package why401.probe.okhttp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import why401.http.client.ReceiveLimitException;
import why401.http.client.TlsFileException;
import why401.probe.Outcome;

/// Names what an exception of the network means. Its message is not passed on: a peer may have put
/// its own words, or ours, into it.
record NetworkFailure(Outcome.Failure failure, String detail) {
  /// @param cut whether the request was canceled by the agent, and not by its timeout
  static NetworkFailure of(IOException e, String host, boolean cut) {
    if (cut) {
      return new NetworkFailure(Outcome.Failure.CONNECTION_FAILED, "the agent cut the request");
    }
    if (ReceiveLimitException.isBehind(e)) {
      return new NetworkFailure(
          Outcome.Failure.CONNECTION_FAILED,
          "the answer has no end: it was cut after " + ReceiveLimitException.LIMIT);
    }
    if (isOutOfDescriptors(e)) {
      return new NetworkFailure(
          Outcome.Failure.CONNECTION_FAILED,
          "the agent itself has too many open files (ulimit -n); nothing is known of " + host);
    }
    return switch (e) {
      case TlsFileException material ->
          new NetworkFailure(Outcome.Failure.TLS_FAILED, String.valueOf(material.getMessage()));
      case UnknownHostException _ ->
          new NetworkFailure(Outcome.Failure.DNS_FAILED, "the name " + host + " does not resolve");
      case InterruptedIOException _ ->
          new NetworkFailure(Outcome.Failure.TIMEOUT, "no complete response within the timeout");
      case SSLPeerUnverifiedException _ ->
          new NetworkFailure(
              Outcome.Failure.TLS_FAILED, "the certificate of " + host + " is for another name");
      case SSLException ssl -> new NetworkFailure(Outcome.Failure.TLS_FAILED, tls(ssl, host));
      case ConnectException _ ->
          new NetworkFailure(
              Outcome.Failure.CONNECTION_FAILED, host + " does not accept connections");
      case NoRouteToHostException _ ->
          new NetworkFailure(Outcome.Failure.CONNECTION_FAILED, "there is no route to " + host);
      case ProtocolException _ ->
          new NetworkFailure(Outcome.Failure.CONNECTION_FAILED, "the response is not valid HTTP");
      case SocketException _ ->
          new NetworkFailure(
              Outcome.Failure.CONNECTION_FAILED, "the connection to " + host + " broke");
      default ->
          new NetworkFailure(
              Outcome.Failure.CONNECTION_FAILED,
              "the connection to " + host + " ended before the response was complete");
    };
  }

  /// The words of the system for a socket that could not be made.
  private static boolean isOutOfDescriptors(IOException e) {
    return e instanceof SocketException
        && String.valueOf(e.getMessage()).contains("Too many open files");
  }

  private static String tls(SSLException e, String host) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return "the certificate of "
            + host
            + " is not trusted: expired, self-signed or from an unknown authority";
      }
    }
    return "the TLS handshake with " + host + " failed";
  }
}
