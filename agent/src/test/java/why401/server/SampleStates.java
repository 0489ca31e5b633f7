package why401.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import why401.credential.secret.Secret;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.RenewalHistory;
import why401.token.Token;

/// A bad day: twelve open incidents of six kinds, credentials in every state, and a past.
final class SampleStates {
  private SampleStates() {}

  static void fill(FakeStatusSource views, RenewalHistory renewals, Instant now) {
    Instant twelve = now.minus(Duration.ofMinutes(12));
    List.of("invoices", "customers", "refunds", "ledger", "payouts", "reports")
        .forEach(
            name -> {
              String probe = "billing-" + name;
              views.add(
                  Samples.probe(
                      probe,
                      "https://billing.example/v1/" + name + "?limit=1",
                      "billing-api",
                      now.minusSeconds(7)));
              views.add(Samples.incident(probe, "billing-api", Samples.rotatedKey(twelve), twelve));
            });
    open(views, "ledger-write", "ledger-api", Samples.missingScope(), now.minusSeconds(2400));
    open(views, "crm-contacts", "crm-api", Samples.expiredSecret(), now.minusSeconds(600));
    open(views, "crm-leads", "crm-api", Samples.expiredSecret(), now.minusSeconds(590));
    warn(views, "partner-feed", "partner", Samples.stripped(), now.minusSeconds(5400));
    warn(views, "files-root", "legacy", Samples.unknown(), now.minusSeconds(300));
    warn(views, "files-share", "legacy", Samples.unknown(), now.minusSeconds(290));
    for (int i = 0; i < 48; i++) {
      views.add(
          Samples.probe(
              "service-%02d-status".formatted(i),
              "https://service-%02d.example/api/status".formatted(i),
              i % 5 == 0 ? null : "billing-api",
              now.minusSeconds(i % 30)));
    }
    credentials(views, renewals, now);
    past(views, now);
    views.issuers.add(
        new IssuerHealth(
            "https://sso.example", false, now.minusSeconds(700), "no response within 10 seconds"));
  }

  private static void open(
      FakeStatusSource views, String probe, String credential, Verdict verdict, Instant since) {
    views.add(
        Samples.probe(probe, "https://" + probe + ".example/", credential, since.plusSeconds(280)));
    views.add(Samples.incident(probe, credential, verdict, since));
  }

  private static void warn(
      FakeStatusSource views, String probe, String credential, Verdict verdict, Instant since) {
    views.add(
        Samples.probe(probe, "https://" + probe + ".example/", credential, since.plusSeconds(280)));
    views.add(Samples.severity(Samples.incident(probe, credential, verdict, since), "warning"));
  }

  private static void credentials(FakeStatusSource views, RenewalHistory renewals, Instant now) {
    Duration five = Duration.ofMinutes(5);
    views.add(Samples.credential("billing-api", now.minusSeconds(110), five));
    renewed(renewals, "billing-api", now.minusSeconds(510), five);
    renewed(renewals, "billing-api", now.minusSeconds(310), five);
    renewed(renewals, "billing-api", now.minusSeconds(110), five);
    views.add(Samples.credential("ledger-api", now.minusSeconds(2000), Duration.ofHours(1)));
    renewed(renewals, "ledger-api", now.minusSeconds(4400), Duration.ofHours(1));
    renewed(renewals, "ledger-api", now.minusSeconds(2000), Duration.ofHours(1));
    failed(renewals, "ledger-api", now.minusSeconds(2600), RenewalFailure.Reason.SERVER_ERROR);
    views.add(Samples.rejected("crm-api", now));
    for (int i = 1; i < 8; i++) {
      failed(renewals, "crm-api", now.minusSeconds(i * 230L), RenewalFailure.Reason.REJECTED);
    }
    views.add(Samples.overdue("robot", now));
    for (int i = 0; i < 4; i++) {
      failed(renewals, "robot", now.minusSeconds(90 + i * 130L), RenewalFailure.Reason.TIMEOUT);
    }
    views.add(Samples.apiKey("partner", now.plus(Duration.ofDays(9))));
    views.add(Samples.apiKey("legacy", null));
  }

  private static void renewed(RenewalHistory renewals, String name, Instant at, Duration life) {
    renewals.renewed(
        "https://idp.example",
        new Token(
            name,
            1,
            Secret.of("never shown"),
            java.util.List.of(),
            at,
            at.plus(life),
            at.plus(life.dividedBy(2)),
            Token.ExpirySource.EXPIRES_IN,
            null),
        Duration.ofMillis(40));
  }

  private static void failed(
      RenewalHistory renewals, String name, Instant at, RenewalFailure.Reason reason) {
    renewals.renewalFailed(
        name,
        "https://idp.example",
        RenewalFailure.of(at, reason, "synthetic"),
        Duration.ofMillis(40));
  }

  private static void past(FakeStatusSource views, Instant now) {
    List<Verdict> verdicts =
        List.of(
            Samples.expiredSecret(),
            Samples.stripped(),
            Samples.missingScope(),
            Samples.rotatedKey(now.minusSeconds(90_000)));
    for (int i = 0; i < 31; i++) {
      Instant since = now.minus(Duration.ofHours(5 + i * 7L));
      Incident incident =
          Samples.incident("service-%02d-status".formatted(i % 5), "x", verdicts.get(i % 4), since);
      views.incidents.put(
          incident.id(), Samples.closed(incident, since.plusSeconds(60 + (i * 977L) % 5000)));
    }
  }
}
