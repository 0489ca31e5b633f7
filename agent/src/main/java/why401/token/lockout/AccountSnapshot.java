package why401.token.lockout;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All of an account, for the members of a cluster to go on with.
///
/// @param record what outlives a restart as well
/// @param since from when the next slow retry is counted, null if nothing is held back
/// @param early whether one was brought forward that is not made yet
/// @param good by place, the fingerprint of the password that was accepted there last
/// @param booking the attempt that runs, or null
record AccountSnapshot(
    AccountRecord record,
    @Nullable Instant since,
    boolean early,
    Map<String, String> good,
    @Nullable Reservation booking) {
  /// Of an account of which nothing is known.
  static final AccountSnapshot NOTHING =
      new AccountSnapshot(AccountRecord.NOTHING, null, false, Map.of(), null);

  AccountSnapshot {
    good = Map.copyOf(good);
  }

  /// An attempt that was booked before it was sent.
  ///
  /// @param member who sends it
  record Reservation(String member, LoginAttempt attempt, Instant at) {}

  /// Whether what was shown was accepted there last, and not refused since.
  boolean isGood(LoginAttempt shown) {
    return shown.fingerprint().equals(good.get(shown.place()));
  }

  /// Whether it would change nothing that what was shown is accepted.
  boolean isSettled(LoginAttempt shown) {
    return isGood(shown)
        && booking == null
        && !record.held()
        && record.refused().stream().noneMatch(one -> one.place().equals(shown.place()))
        && record.refusals().stream().noneMatch(one -> one.place().equals(shown.place()));
  }

  AccountSnapshot with(@Nullable Reservation other) {
    return new AccountSnapshot(record, since, early, good, other);
  }

  /// Whether its last refusal came after that of `other`.
  boolean newerThan(AccountSnapshot other) {
    return last().isAfter(other.last());
  }

  private Instant last() {
    return record.refusals().isEmpty() ? Instant.MIN : record.refusals().getLast().at();
  }

  byte[] bytes() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("account", AccountFile.members(record));
    if (since != null) {
      members.put("since", since.toString());
    }
    members.put("early", early);
    members.put("good", new TreeMap<>(good));
    if (booking != null) {
      members.put(
          "booking",
          Map.of(
              "member", booking.member(),
              "fingerprint", booking.attempt().fingerprint(),
              "place", booking.attempt().place(),
              "at", booking.at().toString()));
    }
    return JSONObjectUtils.toJSONString(members).getBytes(StandardCharsets.UTF_8);
  }

  static AccountSnapshot parse(byte[] content) throws ParseException {
    try {
      Map<String, Object> members =
          JSONObjectUtils.parse(new String(content, StandardCharsets.UTF_8));
      String since = JSONObjectUtils.getString(members, "since");
      Map<String, String> good = new TreeMap<>();
      Map<String, Object> accepted = JSONObjectUtils.getJSONObject(members, "good");
      if (accepted != null) {
        accepted.forEach((place, fingerprint) -> good.put(place, String.valueOf(fingerprint)));
      }
      return new AccountSnapshot(
          AccountFile.record(JSONObjectUtils.getJSONObject(members, "account")),
          since == null ? null : Instant.parse(since),
          JSONObjectUtils.getBoolean(members, "early"),
          good,
          booking(JSONObjectUtils.getJSONObject(members, "booking")));
    } catch (RuntimeException e) {
      throw new ParseException("not as it was written", 0);
    }
  }

  private static @Nullable Reservation booking(@Nullable Map<String, Object> members)
      throws ParseException {
    return members == null
        ? null
        : new Reservation(
            AccountFile.text(members, "member"),
            new LoginAttempt(
                AccountFile.text(members, "fingerprint"), AccountFile.text(members, "place")),
            Instant.parse(AccountFile.text(members, "at")));
  }
}
