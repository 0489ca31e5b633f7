package why401.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.infinispan.configuration.cache.HashConfiguration;
import org.infinispan.distribution.ch.impl.SyncReplicatedConsistentHashFactory;
import org.junit.jupiter.api.Test;
import why401.cluster.Shares.Division;

/// The table of shares, `cluster-shares.md`. Most of its rows take too long to compare each time,
/// and are computed with `-Dupdate` alone.
final class SharesTest {
  private static final Path TABLE = Path.of("src/test/resources/cluster-shares.md");
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int SEEDS = 10;

  @Test
  void members_haveNearlyTheSame_andLittleMoves() {
    Division division = new Shares(Segments.factory(), FEW * 3, Segments.COUNT).of(30, 1);
    assertThat(division.most() / division.least()).isLessThan(1.2);
    assertThat(division.leave()).isLessThan(1.1);
    assertThat(division.join()).isLessThan(1.1);
    assertThat(division.needless()).isZero();
  }

  @Test
  @SuppressWarnings("removal") // As in Segments.
  void cache_isDividedSo() {
    HashConfiguration hash = Segments.configuration().build().clustering().hash();
    assertThat(hash.numSegments()).isEqualTo(Segments.COUNT);
    assertThat(hash.consistentHashFactory()).isInstanceOf(Segments.factory().getClass());
  }

  @Test
  void table_isWhatTheHashDoes() throws IOException {
    List<String> written = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    boolean update = System.getProperty("update") != null;
    for (int total : update ? List.of(FEW, MANY) : List.of(FEW)) {
      var usual = new SyncReplicatedConsistentHashFactory();
      List<Integer> sizes = update ? List.of(3, 5, 10, 30) : List.of(3, 5);
      add(expected, "the engine's", new Shares(usual, total, 256), total, 256, sizes);
      for (int segments : update ? List.of(256, Segments.COUNT, 4_096) : List.of(Segments.COUNT)) {
        Shares shares = new Shares(Segments.factory(), total, segments);
        add(expected, "ours", shares, total, segments, sizes);
      }
    }
    List<String> lines = Files.readAllLines(TABLE);
    int from = lines.indexOf("|---|---|---|---|---|---|---|---|---|---|") + 1;
    int end = from;
    while (end < lines.size() && lines.get(end).startsWith("|")) {
      written.add(lines.get(end++));
    }
    if (update) {
      lines.subList(from, end).clear();
      lines.addAll(from, expected);
      Files.write(TABLE, lines);
    } else {
      assertThat(written).hasSize(32).containsAll(expected);
    }
  }

  private static void add(
      List<String> rows, String hash, Shares shares, int total, int segments, List<Integer> sizes) {
    for (int members : sizes) {
      Division division = shares.of(members, SEEDS);
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %d | %.3f | %.3f | %.3f | %.2f | %.2f | %.2f |",
              hash,
              total,
              segments,
              members,
              division.least(),
              division.median(),
              division.most(),
              division.leave(),
              division.join(),
              division.needless()));
    }
  }
}
