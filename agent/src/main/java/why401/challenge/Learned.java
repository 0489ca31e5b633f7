package why401.challenge;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The two files of knowledge, read when first needed: that takes longer than a request, and no
/// first request waits for it.
final class Learned {
  private final ReentrantLock learning = new ReentrantLock();
  private volatile @Nullable Lessons lessons;

  /// What the files say.
  record Lessons(Products products, Vocabulary vocabulary) {}

  Lessons get() {
    Lessons known = lessons;
    if (known != null) {
      return known;
    }
    learning.lock();
    try {
      known = lessons;
      if (known == null) {
        known = new Lessons(Knowledge.products(), Knowledge.vocabulary());
        lessons = known;
      }
      return known;
    } finally {
      learning.unlock();
    }
  }
}
