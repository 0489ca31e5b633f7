package why401.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every paragraph of `RATIONALE.md` is short and says what was chosen, at what cost, what was
/// rejected, and what would reopen it.
class RationaleTest {
  private static final Document DOCUMENT = new Document(java.nio.file.Path.of("RATIONALE.md"));

  private static Stream<String> paragraphs() {
    return Arrays.stream(DOCUMENT.text().split("\n{2,}"))
        .map(block -> block.replaceFirst("^#.*\n", ""))
        .filter(block -> !block.startsWith("|"));
  }

  @Test
  void everyParagraph_isShort() {
    assertThat(paragraphs())
        .allSatisfy(paragraph -> assertThat(paragraph.lines()).hasSizeLessThan(10))
        .allSatisfy(
            paragraph ->
                assertThat(paragraph.lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(200)));
  }

  @Test
  void everyChoice_hasItsCostAlternativeAndCondition() {
    assertThat(paragraphs().filter(paragraph -> paragraph.startsWith("**")))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            choice -> assertThat(choice).contains(List.of("Cost:", "Rejected:", "Reopen:")));
  }
}
