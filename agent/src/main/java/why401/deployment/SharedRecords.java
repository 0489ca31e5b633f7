package why401.deployment;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Small records of which each member of a cluster holds a copy. Whoever changes one says what it
/// was, so that of two members that change it at the same time one succeeds.
public interface SharedRecords {
  /// Keeps copies of records.
  interface Copies {
    /// Keeps what another member wrote, before that member goes on.
    ///
    /// @param name of the record, without its kind
    void keep(String name, byte[] content);
  }

  /// The name of this member.
  String member();

  /// Whether `member` is in the cluster now, as far as this one sees.
  boolean present(String member);

  /// How many members this one sees, itself included.
  int members();

  /// Whether records that are in no member's memory may be used as this member has them on disk:
  /// all of the `least` members that have to be there, or after a minute most of them, have
  /// [#offered] theirs.
  boolean complete(int least);

  /// Says that what this member had on disk is in the records now, where it is the newest.
  void offered();

  /// The record `kind` of `name`, null if there is none.
  ///
  /// @throws IOException if it cannot be known, since this member is cut off from most of the
  ///   others
  byte @Nullable [] read(String kind, String name) throws IOException;

  /// Puts `next` in the place of `before`, at all members.
  ///
  /// @param before null for no record
  /// @return false if it is something else than `before`, and stays so
  /// @throws IOException if that cannot be done, or is not known to be done
  boolean replace(String kind, String name, byte @Nullable [] before, byte[] next)
      throws IOException;

  /// From now on `copies` is told of the records of `kind`.
  void copy(String kind, Copies copies);
}
