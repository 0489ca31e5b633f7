package why401.experiment;

import why401.diagnosis.verdict.Verdict;

/// Prints how every scenario is told beside what was expected.
final class ShadowTable {
  private ShadowTable() {}

  public static void main(String[] args) {
    DiagnosisSessionTest.scenarios()
        .filter(scenario -> args.length == 0 || scenario.name().contains(args[0]))
        .forEach(
            scenario -> {
              ExperimentFixture bed = new ExperimentFixture();
              Verdict verdict = scenario.play().apply(bed);
              boolean same = verdict.cause() == scenario.cause();
              boolean sure = verdict.confidence() == scenario.confidence();
              System.out.printf(
                  "%s %-45s %s %s -> %s %s %.2f %s %s%n",
                  same ? (sure ? "  " : "~ ") : "X ",
                  scenario.name(),
                  scenario.cause(),
                  scenario.confidence(),
                  verdict.cause(),
                  verdict.confidence(),
                  verdict.odds().probability(),
                  verdict.odds().mechanism(),
                  bed.experiments);
              if (!same || args.length > 0) {
                verdict.odds().alternatives().forEach(one -> System.out.println("      " + one));
                verdict.evidence().forEach(one -> System.out.println("      . " + one.finding()));
              }
              if (args.length > 0) {
                System.out.println(verdict.summary() + "\n" + verdict.remedy());
              }
            });
  }
}
