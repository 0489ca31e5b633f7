package why401.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Finding;

class PlainTextTest {
  @Test
  void lines_becomeOne_andControlsAreReplaced() {
    assertThat(PlainText.of("a\r\nb\tc\u2028d")).isEqualTo("a  b c d");
    assertThat(PlainText.of("\u001b[31mred\u0007\u0000\u009b"))
        .isEqualTo("\ufffd[31mred\ufffd\ufffd\ufffd");
  }

  @Test
  void whatTurnsOrHidesText_isReplaced() {
    assertThat(PlainText.of("\u202eabc\u2066\u200b\ufeff"))
        .isEqualTo("\ufffdabc\ufffd\ufffd\ufffd");
  }

  @Test
  void ordinaryText_isLeft() {
    String text = "Ungültig – «токен» 無効 🔑";
    assertThat(PlainText.of(text)).isSameAs(text);
  }

  @Test
  void evidence_isPlainWhereverItGoes() {
    assertThat(new Finding(Finding.From.RESPONSE, "\u001b]0;x").finding()).isEqualTo("\ufffd]0;x");
    assertThat(new Change("server", "\u202ea", "b\n", null).before()).isEqualTo("\ufffda");
  }
}
