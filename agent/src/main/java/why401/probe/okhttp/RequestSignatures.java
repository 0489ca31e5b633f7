package why401.probe.okhttp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import why401.credential.secret.Redactor;
import why401.http.Challenge;
import why401.http.Challenges;
import why401.token.Credentials;
import why401.token.RequestSigner;
import why401.token.SignableRequest;

/// Signs the requests of one run. Where a response names what the signature lacks, such as a nonce,
/// the request is sent once more; to a person it is one request.
final class RequestSignatures {
  private final RequestPlan plan;
  private final Redactor redactor;

  /// @param redactor is given what signatures carry
  RequestSignatures(RequestPlan plan, Redactor redactor) {
    this.plan = plan;
    this.redactor = redactor;
  }

  /// Sends one request.
  interface Caller {
    Response call(Request request) throws IOException;
  }

  Response send(HttpUrl url, Request plain, Duration patience, Caller caller) throws IOException {
    List<RequestSigner> signers = signers(url);
    if (signers.isEmpty()) {
      return caller.call(plain);
    }
    Response response = caller.call(signed(plain, signers, patience));
    boolean again = false;
    for (RequestSigner signer : signers) {
      again |= signer.learns(response.code(), headers(response), challenges(response));
    }
    if (!again) {
      return response;
    }
    response.close();
    return caller.call(signed(plain, signers, patience));
  }

  private List<RequestSigner> signers(HttpUrl url) {
    List<RequestSigner> signers = new ArrayList<>();
    for (Credentials one : plan.credentialsFor(url)) {
      RequestSigner signer =
          switch (one) {
            case Credentials.Signed signed -> signed.signer();
            case Credentials.AccessToken access -> access.token().signer();
            case Credentials.None _,
                Credentials.Basic _,
                Credentials.Digest _,
                Credentials.Key _,
                Credentials.Body _,
                Credentials.StaticBearer _,
                Credentials.Session _ ->
                null;
          };
      if (signer != null) {
        signers.add(signer);
      }
    }
    return signers;
  }

  private Request signed(Request plain, List<RequestSigner> signers, Duration patience)
      throws IOException {
    // What is signed is what is sent: a URI cannot have some characters that a URL may.
    HttpUrl exact = HttpUrl.get(plain.url().uri());
    Request.Builder builder = plain.newBuilder().url(exact == null ? plain.url() : exact);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : plain.headers().names()) {
      headers.put(name, plain.headers().values(name).getLast());
    }
    String text = plain.body() == null ? "" : plan.probe().body();
    for (RequestSigner signer : signers) {
      SignableRequest request =
          new SignableRequest(
              plain.method(),
              plain.url().uri(),
              headers,
              text == null ? "" : text,
              plan.wall().instant(),
              patience);
      signer
          .sign(request)
          .forEach(
              (name, value) -> {
                builder.header(name, value);
                conceal(name, value);
              });
    }
    return builder.build();
  }

  /// A signature is worth something to whoever reads it, if only for minutes.
  private void conceal(String name, String value) {
    if (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("DPoP")) {
      redactor.add(value.substring(value.indexOf(' ') + 1));
    } else if (name.equalsIgnoreCase("Signature")) {
      redactor.add(value.substring(value.indexOf(':') + 1, value.length() - 1));
    }
  }

  private static Map<String, String> headers(Response response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : response.headers().names()) {
      headers.put(name.toLowerCase(Locale.ROOT), response.headers().values(name).getFirst());
    }
    return headers;
  }

  private static List<Challenge> challenges(Response response) {
    return Challenges.parse(response.headers("WWW-Authenticate")).list();
  }
}
