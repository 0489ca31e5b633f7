package why401.deployment;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records of a cluster in one process. Members go and are cut off as a test says.
public final class RecordBoard {
  private final Map<String, byte[]> records = new LinkedHashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Set<String> offered = new LinkedHashSet<>();

  /// A member of that name; it is there from now on.
  public Member member(String name) {
    Member member = new Member(name);
    members.put(name, member);
    return member;
  }

  /// The whole cluster ends: what was in memory is gone.
  public void clear() {
    records.clear();
    members.clear();
    offered.clear();
  }

  /// What one member sees.
  public final class Member implements SharedRecords {
    private final String name;
    private final Map<String, Copies> copies = new LinkedHashMap<>();
    private boolean cutOff;
    private Runnable changing = () -> {};
    private Runnable changed = () -> {};

    private Member(String name) {
      this.name = name;
    }

    /// It reaches the others, or not.
    public void cutOff(boolean now) {
      cutOff = now;
    }

    /// What passes while it changes a record.
    public void changing(Runnable next) {
      changing = next;
    }

    /// What passes when it has changed a record and does not know it yet.
    public void changed(Runnable next) {
      changed = next;
    }

    /// It is gone.
    public void leave() {
      members.remove(name);
      cutOff = true;
    }

    @Override
    public String member() {
      return name;
    }

    @Override
    public boolean present(String member) {
      return members.containsKey(member);
    }

    @Override
    public int members() {
      return members.size();
    }

    @Override
    public boolean complete(int least) {
      return offered.size() >= least;
    }

    @Override
    public void offered() {
      offered.add(name);
    }

    @Override
    public byte @Nullable [] read(String kind, String record) throws IOException {
      check();
      byte[] content = records.get(kind + "/" + record);
      return content == null ? null : content.clone();
    }

    private void check() throws IOException {
      if (cutOff) {
        throw new SharedRecordException("cluster: no majority");
      }
    }

    @Override
    public boolean replace(String kind, String record, byte @Nullable [] before, byte[] next)
        throws IOException {
      check();
      changing.run();
      String key = kind + "/" + record;
      if (!Arrays.equals(records.get(key), before)) {
        return false;
      }
      records.put(key, next.clone());
      for (Member other : members.values()) {
        Copies keeper = other.copies.get(kind);
        if (other != this && !other.cutOff && keeper != null) {
          keeper.keep(record, next);
        }
      }
      changed.run();
      return true;
    }

    @Override
    public void copy(String kind, Copies keeper) {
      copies.put(kind, keeper);
    }
  }
}
