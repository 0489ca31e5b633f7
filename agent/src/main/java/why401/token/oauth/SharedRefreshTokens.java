package why401.token.oauth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.credential.secret.LoginToken;
import why401.deployment.SharedRecordException;
import why401.deployment.SharedRecords;
import why401.token.RenewalFailure;
import why401.token.issuer.TokenResult.Failed;
import why401.token.issuer.TokenResult.Kind;

/// The records of refresh tokens in a cluster: what is in the memory of all counts, and each member
/// keeps a copy in its state directory, so that they outlive the whole cluster.
final class SharedRefreshTokens implements SharedRecords.Copies {
  private static final Logger LOG = LoggerFactory.getLogger(SharedRefreshTokens.class);
  private static final String KIND = "refresh-token";
  private static final String COPY = "refresh-token-copy";
  private static final int OFFERS = 5;

  /// So much longer than an attempt may take, the outcome of another member's attempt is waited
  /// for.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final SharedRecords members;
  private final RefreshTokenStore own;
  private final InstantSource clock;
  private final SharedLogins logins;

  /// The content that the record in use was read from, or written as.
  private final Map<String, byte[]> seen = new ConcurrentHashMap<>();

  /// When this process began its last attempt.
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();

  /// Intents of this process after which nothing was sent, and what was to be spent before.
  private final Map<String, Unsent> unsent = new ConcurrentHashMap<>();

  private final Set<String> met = ConcurrentHashMap.newKeySet();

  private record Unsent(@Nullable Instant at, RefreshTokenRecord before) {}

  SharedRefreshTokens(SharedRecords members, RefreshTokenStore own, InstantSource clock) {
    this.members = members;
    this.own = own;
    this.clock = clock;
    this.logins = new SharedLogins(members);
  }

  void compareLogins(Collection<Credential.RefreshToken> credentials) {
    for (Credential.RefreshToken credential : credentials) {
      if (credential.refreshToken() instanceof LoginToken login) {
        logins.compare(login);
      }
    }
  }

  /// Shows to all what this member has on disk of `credentials`, where it is the newest; and takes
  /// over what is newer.
  void offer(Collection<String> credentials) {
    members.copy(KIND, this);
    for (String credential : credentials) {
      try {
        RefreshTokenRecord record = own.readOwn(credential);
        for (int i = 0; i < OFFERS && !offered(credential, record); i++) {
          LOG.debug("{}: its record changes", credential);
        }
      } catch (IOException e) {
        LOG.warn(
            "{}: its refresh token on disk is not known to the cluster ({})",
            credential,
            e.toString());
      }
    }
    members.offered();
  }

  /// While nothing is in the memory of the members, copies are compared aside: whoever came first
  /// may have an old one.
  private boolean offered(String credential, @Nullable RefreshTokenRecord record)
      throws IOException {
    String kind = members.read(KIND, credential) == null ? COPY : KIND;
    byte[] content = members.read(kind, credential);
    RefreshTokenRecord theirs = content == null ? null : parse(content);
    if (theirs != null && theirs.newerThan(record)) {
      own.keepCopy(credential, theirs);
      return true;
    }
    return record == null
        || (theirs != null && !record.newerThan(theirs))
        || members.replace(kind, credential, content, bytes(record));
  }

  /// The record to go on with.
  ///
  /// @throws IOException if it cannot be known
  @Nullable RefreshTokenRecord read(String credential) throws IOException {
    byte[] content = members.read(KIND, credential);
    if (content == null) {
      seen.remove(credential);
      return onDisk(credential);
    }
    RefreshTokenRecord record = parse(content);
    seen.put(credential, content);
    Unsent mine = unsent.get(credential);
    return mine != null && mine.at() != null && mine.at().equals(record.intentAt())
        ? mine.before().with(record.stamp())
        : record;
  }

  /// After a restart of the whole cluster; the newest one may be on the disk of a member that is
  /// still to come.
  private @Nullable RefreshTokenRecord onDisk(String credential) throws IOException {
    byte[] content = members.read(COPY, credential);
    RefreshTokenRecord copy = content == null ? null : parse(content);
    RefreshTokenRecord mine = own.readOwn(credential);
    RefreshTokenRecord record = copy != null && copy.newerThan(mine) ? copy : mine;
    RefreshTokenRecord.Stamp stamp = record == null ? null : record.stamp();
    if (!members.complete(stamp == null ? 1 : stamp.members())) {
      throw new SharedRecordException(
          "cluster: too few members are here to know the last refresh token (expected: all, or most"
              + " of them a minute after the start)");
    }
    return record;
  }

  /// Puts `next` in the place of what was read last.
  ///
  /// @throws RecordConflictException if that changed
  void write(String credential, RefreshTokenRecord next) throws IOException {
    byte[] before = seen.get(credential);
    RefreshTokenRecord stamped = next.with(stamp(next, before == null ? null : parse(before)));
    byte[] content = bytes(stamped);
    if (!members.replace(KIND, credential, before, content)) {
      seen.remove(credential);
      throw new RecordConflictException();
    }
    seen.put(credential, content);
    Instant intent = stamped.intentAt();
    if (intent != null) {
      begun.put(credential, intent);
    }
    own.writeOwn(credential, stamped);
  }

  private RefreshTokenRecord.Stamp stamp(
      RefreshTokenRecord next, @Nullable RefreshTokenRecord before) {
    RefreshTokenRecord.Stamp last =
        before != null && before.configured().equals(next.configured())
            ? before.stamp()
            : next.stamp();
    return new RefreshTokenRecord.Stamp(
        last == null ? clock.instant() : last.began(),
        last == null ? 1 : last.serial() + 1,
        members.member(),
        members.members());
  }

  /// Nothing was sent after the intent `spending`: `before` is as good as it was.
  void unsent(String credential, RefreshTokenRecord spending, RefreshTokenRecord before) {
    unsent.put(credential, new Unsent(spending.intentAt(), before));
  }

  /// Why `record` may not be spent now, null if it may. What another member, or a process before,
  /// left without an answer may be on its way still; then the token in hand is used up first.
  @Nullable Failed refusal(Credential.RefreshToken credential, RefreshTokenRecord record) {
    String name = credential.name();
    Instant intent = record.intentAt();
    if (!record.outcomeUnknown() || intent == null || intent.equals(begun.get(name))) {
      return null;
    }
    RefreshTokenRecord.Stamp stamp = record.stamp();
    boolean foreign = stamp != null && !stamp.by().equals(members.member());
    Duration rest =
        foreign
            ? credential
                .timeout()
                .plus(GRACE)
                .minus(Duration.between(intent, clock.instant()).abs())
            : Duration.ZERO;
    if (rest.isPositive()) {
      return new Failed(
          failure("refresh token: sent by another member (expected: its answer)")
              .with(RenewalFailure.Detail.CLUSTER),
          Kind.TRANSIENT);
    }
    return met.add(name + " " + intent)
        ? new Failed(
            failure("refresh token: sent by a member that is gone (expected: its answer)")
                .with(RenewalFailure.Detail.ANSWER_LOST),
            Kind.AMBIGUOUS)
        : null;
  }

  private RenewalFailure failure(String what) {
    return RenewalFailure.of(clock.instant(), RenewalFailure.Reason.SECRET_UNAVAILABLE, what);
  }

  @Override
  public void keep(String name, byte[] content) {
    try {
      own.keepCopy(name, parse(content));
    } catch (IOException e) {
      LOG.warn("{}: the copy of its refresh token cannot be kept ({})", name, e.getMessage());
    }
  }

  private static byte[] bytes(RefreshTokenRecord record) {
    return record.format().getBytes(StandardCharsets.UTF_8);
  }

  private static RefreshTokenRecord parse(byte[] content) throws IOException {
    try {
      return RefreshTokenRecord.parse(new String(content, StandardCharsets.UTF_8));
    } catch (ParseException | RuntimeException e) {
      // Without the message: it may quote the record.
      throw new SharedRecordException(
          "cluster: a record of no known form (expected: members of one version)");
    }
  }
}
