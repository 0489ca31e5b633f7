package why401.token.kerberos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.token.RenewalFailure.Reason;

/// What a KDC or the JDK's Kerberos says when there is no ticket (RFC 4120, 7.5.9).
enum KerberosError {
  KDC_ERR_C_PRINCIPAL_UNKNOWN(
      6,
      Reason.REJECTED,
      "the KDC does not know %s (expected: a principal of its realm, spelled as there)"),
  KDC_ERR_S_PRINCIPAL_UNKNOWN(
      7,
      Reason.REJECTED,
      "the KDC has no service ticket for %s (expected: a service principal of that host name; an"
          + " alias or address has none)"),
  KDC_ERR_ETYPE_NOSUPP(
      14,
      Reason.REJECTED,
      "the KDC supports no encryption type of the keys of %s (expected: a keytab with AES keys)"),
  KDC_ERR_CLIENT_REVOKED(
      18, Reason.REJECTED, "the KDC says that %s is locked (expected: a principal in use)"),
  KDC_ERR_KEY_EXPIRED(23, Reason.REJECTED, "the password of %s has expired (expected: a new key)"),
  KDC_ERR_PREAUTH_FAILED(
      24,
      Reason.REJECTED,
      "the KDC refuses the key of %s (expected: the key of its present version, kvno: a changed"
          + " password makes a keytab useless)"),
  KRB_AP_ERR_TKT_EXPIRED(
      32, Reason.REJECTED, "the ticket of %s has expired (expected: a cache that is renewed)"),
  KRB_AP_ERR_SKEW(
      37,
      Reason.REJECTED,
      "clock skew: the clocks of this machine and of the KDC differ by more than it forgives, 5 min"
          + " as a rule, for %s (expected: synchronised clocks)"),
  KDC_UNREACHABLE(
      -1, Reason.UNREACHABLE, "no KDC answers for %s (expected: one of krb5.conf, or of DNS)"),
  KDC_TIMEOUT(-2, Reason.TIMEOUT, "no KDC answers in time for %s (expected: one of krb5.conf)"),
  NO_KEY(
      -3,
      Reason.SECRET_UNAVAILABLE,
      "the keytab has no key of %s (expected: one, klist -k lists them)"),
  NO_TICKET(
      -4,
      Reason.SECRET_UNAVAILABLE,
      "the ticket cache has no ticket of %s that is valid (expected: one, by kinit)"),
  NO_REALM(
      -5,
      Reason.SECRET_UNAVAILABLE,
      "krb5.conf has no realm or KDC for %s (expected: both, in the file of KRB5_CONFIG or"
          + " /etc/krb5.conf)");

  private static final Pattern NUMBER = Pattern.compile("\\((\\d{1,3})\\)");

  private final int number;
  private final Reason reason;
  private final String words;

  KerberosError(int number, Reason reason, String words) {
    this.number = number;
    this.reason = reason;
    this.words = words;
  }

  Reason reason() {
    return reason;
  }

  /// The code as RFC 4120 names it; null for what no KDC said.
  @org.jspecify.annotations.Nullable
  String code() {
    return number > 0 ? name() : null;
  }

  /// In words about `principal`.
  String about(String principal) {
    return words.formatted(principal);
  }

  /// What the messages of `failure` and its causes say.
  static Optional<KerberosError> of(Throwable failure) {
    StringBuilder all = new StringBuilder();
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      all.append(at.getClass().getSimpleName()).append(' ').append(at.getMessage()).append('\n');
      at = at.getCause();
    }
    return of(all.toString());
  }

  static Optional<KerberosError> of(String text) {
    Matcher numbers = NUMBER.matcher(text);
    while (numbers.find()) {
      int number = Integer.parseInt(numbers.group(1));
      Optional<KerberosError> known =
          Arrays.stream(values()).filter(one -> one.number == number).findFirst();
      if (known.isPresent()) {
        return known;
      }
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(
        lower.contains("unable to obtain password")
            ? NO_KEY
            : lower.contains("unable to obtain principal") || lower.contains("ticket cache")
                ? NO_TICKET
                : lower.contains("timed out") || lower.contains("sockettimeout")
                    ? KDC_TIMEOUT
                    : lower.contains("connectexception")
                            || lower.contains("refused")
                            || lower.contains("unreachable")
                            || lower.contains("unknownhost")
                        ? KDC_UNREACHABLE
                        : lower.contains("cannot locate") || lower.contains("realm")
                            ? NO_REALM
                            : null);
  }
}
