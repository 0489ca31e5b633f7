package why401.response.vocabulary;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The two files of knowledge, read when first needed: that takes longer than a request, and no
/// first request waits for it.
public final class Learned {
  private final ReentrantLock learning = new ReentrantLock();
  private volatile @Nullable Lessons lessons;

  /// What the files say.
  public record Lessons(ProductSignatures products, Vocabulary vocabulary) {}

  public Lessons get() {
    Lessons known = lessons;
    if (known != null) {
      return known;
    }
    learning.lock();
    try {
      known = lessons;
      if (known == null) {
        known = new Lessons(KnowledgeLoader.products(), KnowledgeLoader.vocabulary());
        lessons = known;
      }
      return known;
    } finally {
      learning.unlock();
    }
  }
}
