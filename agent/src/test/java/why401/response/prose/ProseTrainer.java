package why401.response.prose;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import why401.response.CorpusLine;

/// Trains the model of prose: the same lines give the same bytes.
final class ProseTrainer {

  /// The words leave the cause open.
  static final String OPEN = "open";

  private static final int PRODUCTS_AT_LEAST = 2;
  private static final int LINES_AT_LEAST = 10;
  private static final double COST = 10;
  private static final double TOLERANCE = 0.01;

  private final List<Example> examples;
  private final List<Integer> vocabulary;
  private final List<String> classes;

  /// One line with its features.
  record Example(CorpusLine line, Set<Integer> features) {
    static Example of(CorpusLine line) {
      Set<Integer> features = new HashSet<>(Features.of(line.response().status()));
      line.parsed().statements().forEach(statement -> features.addAll(Features.of(statement)));
      return new Example(line, features);
    }
  }

  private ProseTrainer(List<Example> examples) {
    this.examples = examples;
    this.vocabulary = vocabulary(examples);
    this.classes = classes(examples);
  }

  static ProseModel model(List<Example> examples) {
    try {
      return ProseModel.read(new ByteArrayInputStream(train(examples)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// The model as its file.
  static byte[] train(List<Example> examples) {
    return new ProseTrainer(examples).train();
  }

  /// What several products say: a feature of one product would only recognise the product.
  private static List<Integer> vocabulary(List<Example> examples) {
    Map<Integer, Set<String>> products = new TreeMap<>();
    for (Example example : examples) {
      for (int feature : example.features()) {
        products.computeIfAbsent(feature, _ -> new HashSet<>()).add(example.line().product());
      }
    }
    products.values().removeIf(saying -> saying.size() < PRODUCTS_AT_LEAST);
    return List.copyOf(products.keySet());
  }

  private static List<String> classes(List<Example> examples) {
    Map<String, Integer> lines = new TreeMap<>();
    examples.stream()
        .filter(example -> example.line().discriminating())
        .forEach(example -> lines.merge(example.line().cause(), 1, Integer::sum));
    lines.values().removeIf(count -> count < LINES_AT_LEAST);
    return Stream.concat(Stream.of(OPEN), lines.keySet().stream()).toList();
  }

  private String label(Example example) {
    CorpusLine line = example.line();
    return line.discriminating() && classes.contains(line.cause()) ? line.cause() : OPEN;
  }

  private byte[] train() {
    Map<Integer, Integer> places = new HashMap<>();
    vocabulary.forEach(feature -> places.put(feature, places.size() + 1));
    Problem problem = new Problem();
    problem.l = examples.size();
    problem.n = places.size() + 1;
    problem.x = examples.stream().map(example -> vector(example, places)).toArray(Feature[][]::new);
    problem.y = examples.stream().mapToDouble(one -> classes.indexOf(label(one))).toArray();
    Linear.disableDebugOutput();
    return file(Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, TOLERANCE)));
  }

  /// All features weigh alike and together one; the last place is the bias.
  private static Feature[] vector(Example example, Map<Integer, Integer> places) {
    Set<Integer> present = new TreeSet<>();
    example.features().stream().filter(places::containsKey).map(places::get).forEach(present::add);
    double each = 1 / Math.sqrt(Math.max(1, present.size()));
    List<Feature> vector = new ArrayList<>();
    present.forEach(place -> vector.add(new FeatureNode(place, each)));
    vector.add(new FeatureNode(places.size() + 1, 1));
    return vector.toArray(Feature[]::new);
  }

  private byte[] file(Model model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(classes.size());
      for (String name : classes) {
        out.writeUTF(name);
      }
      out.writeInt(vocabulary.size());
      for (int feature : vocabulary) {
        out.writeInt(feature);
      }
      writeWeights(out, model);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void writeWeights(DataOutputStream out, Model model) throws IOException {
    double[][] weights = weights(model);
    double[] steps = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double[] row = weights[i];
      steps[i] =
          IntStream.range(0, vocabulary.size()).mapToDouble(at -> Math.abs(row[at])).max().orElse(1)
              / Byte.MAX_VALUE;
      out.writeFloat((float) steps[i]);
      out.writeFloat((float) row[vocabulary.size()]);
    }
    for (int at = 0; at < vocabulary.size(); at++) {
      for (int i = 0; i < weights.length; i++) {
        out.writeByte((byte) Math.round(weights[i][at] / steps[i]));
      }
    }
  }

  /// By class in our order, then by place.
  private double[][] weights(Model model) {
    int[] labels = model.getLabels();
    double[] all = model.getFeatureWeights();
    double[][] weights = new double[labels.length][vocabulary.size() + 1];
    for (int at = 0; at <= vocabulary.size(); at++) {
      for (int i = 0; i < labels.length; i++) {
        weights[labels[i]][at] = all[at * labels.length + i];
      }
    }
    return weights;
  }
}
