package why401.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.distribution.ch.ConsistentHashFactory;
import org.infinispan.distribution.ch.impl.HashFunctionPartitioner;
import org.infinispan.distribution.ch.impl.ReplicatedConsistentHash;
import org.infinispan.remoting.transport.Address;

/// How the consistent hash of a cluster divides probes among members: without a network, by the
/// classes that a member uses.
@SuppressWarnings("removal") // As in Segments.
final class Shares {
  /// As random as the addresses of JGroups, without loading it.
  private record Member(long most, long least) implements Address {
    private static final Comparator<Member> ORDER =
        Comparator.comparingLong(Member::most).thenComparingLong(Member::least);

    @Override
    public int compareTo(Address other) {
      return ORDER.compare(this, (Member) other);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(most ^ least);
    }
  }

  private final ConsistentHashFactory<ReplicatedConsistentHash> factory;
  private final int[] probes;
  private final int total;

  /// The shares of `total` probes, if `factory` divides `segments`.
  Shares(ConsistentHashFactory<ReplicatedConsistentHash> factory, int total, int segments) {
    this.factory = factory;
    this.total = total;
    this.probes = new int[segments];
    HashFunctionPartitioner partitioner = HashFunctionPartitioner.instance(segments);
    for (int i = 0; i < total; i++) {
      probes[partitioner.getSegment("service-" + i)]++;
    }
  }

  /// What members have, and what moves when one leaves and when one joins, each as a multiple of an
  /// equal share: of all clusters looked at, the least, the median and the most of the members.
  ///
  /// @param needless what moves between members that stay
  record Division(
      double least, double median, double most, double leave, double join, double needless) {}

  /// Looks at clusters of `members` whose addresses are random, by `seeds`.
  Division of(int members, int seeds) {
    List<Double> shares = new ArrayList<>();
    double leave = 0;
    double join = 0;
    double needless = 0;
    for (int seed = 0; seed < seeds; seed++) {
      List<Address> all = addresses(members + 1, seed);
      ReplicatedConsistentHash fewer = grown(all.subList(0, members));
      ReplicatedConsistentHash more = changed(fewer, all);
      ReplicatedConsistentHash again = changed(more, all.subList(1, members + 1));
      for (Address member : fewer.getMembers()) {
        shares.add(owned(fewer, member) * (double) members / total);
      }
      Address joined = all.getLast();
      join += moved(fewer, more) * (members + 1.0) / total;
      leave += moved(more, again) * (members + 1.0) / total;
      needless += (moved(fewer, more) - owned(more, joined)) * (members + 1.0) / total;
      needless += (moved(more, again) - owned(more, all.getFirst())) * (members + 1.0) / total;
    }
    double[] sorted = shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Division(
        sorted[0],
        sorted[sorted.length / 2],
        sorted[sorted.length - 1],
        leave / seeds,
        join / seeds,
        needless / seeds / 2);
  }

  private static List<Address> addresses(int count, int seed) {
    Random random = new Random(seed);
    List<Address> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Member(random.nextLong(), random.nextLong()));
    }
    return all;
  }

  /// One begins, the others come one after the other.
  private ReplicatedConsistentHash grown(List<Address> members) {
    List<Address> first = List.of(members.getFirst());
    ReplicatedConsistentHash hash = factory.create(1, probes.length, first, equal(first));
    for (int count = 2; count <= members.size(); count++) {
      hash = changed(hash, members.subList(0, count));
    }
    return hash;
  }

  /// As a coordinator does it: first without those that left, then balanced.
  private ReplicatedConsistentHash changed(ReplicatedConsistentHash before, List<Address> members) {
    return factory.rebalance(factory.updateMembers(before, List.copyOf(members), equal(members)));
  }

  private static Map<Address, Float> equal(List<Address> members) {
    return members.stream().collect(Collectors.toMap(member -> member, _ -> 1f));
  }

  private long owned(ConsistentHash hash, Address member) {
    return hash.getPrimarySegmentsForOwner(member).stream()
        .mapToLong(segment -> probes[segment])
        .sum();
  }

  private long moved(ConsistentHash before, ConsistentHash after) {
    long moved = 0;
    for (int i = 0; i < probes.length; i++) {
      Address owner = after.locatePrimaryOwnerForSegment(i);
      moved += before.locatePrimaryOwnerForSegment(i).equals(owner) ? 0 : probes[i];
    }
    return moved;
  }
}
