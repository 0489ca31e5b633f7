package why401.response.prose;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A logistic regression over hashed features with weights of one byte.
///
/// File: number of classes, their names, number of features, their hashes in ascending order; for
/// each class the step of its weights and its bias; then feature by feature the weights of all
/// classes. The first class is that the words leave the cause open.
final class ProseModel {

  /// What makes the probabilities honest; chosen by cross-validation.
  static final double TEMPERATURE = 1.2;

  private final List<String> classes;
  private final int[] hashes;
  private final Scale scale;
  private final byte[] weights;

  /// What weights are worth.
  ///
  /// @param steps what one unit of a weight is worth, by class
  /// @param biases by class
  record Scale(List<Float> steps, List<Float> biases) {
    Scale {
      steps = List.copyOf(steps);
      biases = List.copyOf(biases);
    }
  }

  private ProseModel(List<String> classes, int[] hashes, Scale scale, byte[] weights) {
    this.classes = List.copyOf(classes);
    this.hashes = hashes;
    this.scale = scale;
    this.weights = weights;
  }

  static ProseModel read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(file);
    int count = in.readUnsignedByte();
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.add(in.readUTF());
    }
    int[] hashes = new int[in.readInt()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = in.readInt();
    }
    List<Float> steps = new ArrayList<>();
    List<Float> biases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(in.readFloat());
      biases.add(in.readFloat());
    }
    byte[] weights = new byte[hashes.length * count];
    in.readFully(weights);
    return new ProseModel(classes, hashes, new Scale(steps, biases), weights);
  }

  /// The names of the classes; the first one is that the cause is left open.
  List<String> classes() {
    return classes;
  }

  /// The probability of each class.
  double[] probabilities(Collection<Integer> features) {
    double[] scores = new double[classes.size()];
    int known = sum(features, scores);
    double length = Math.sqrt(Math.max(1, known));
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (scale.biases.get(i) + scale.steps.get(i) * scores[i] / length) / TEMPERATURE;
    }
    return softmax(scores);
  }

  /// How much the features speak for a class, without regard to how many they are.
  double support(Collection<Integer> features, int ofClass) {
    double support = 0;
    for (int feature : features) {
      int at = Arrays.binarySearch(hashes, feature);
      support += at >= 0 ? weights[at * classes.size() + ofClass] : 0;
    }
    return support;
  }

  private int sum(Collection<Integer> features, double[] sums) {
    int known = 0;
    for (int feature : features) {
      int at = Arrays.binarySearch(hashes, feature);
      if (at >= 0) {
        known++;
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weights[at * sums.length + i];
        }
      }
    }
    return known;
  }

  private static double[] softmax(double[] scores) {
    double highest = Arrays.stream(scores).max().orElse(0);
    double[] powers = Arrays.stream(scores).map(score -> Math.exp(score - highest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }
}
