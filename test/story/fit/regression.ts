/** A pair to learn from. */
export interface Example {
  /** 1: one story, 0: two. */
  same: number;
  /** Which of the classes of pairs, from 0. */
  class: number;
  measures: number[];
  /** How much it counts. */
  weight: number;
}

/** Weights of one class: of 1, then of each measure. */
export type Weights = number[];

/** Penalties on squares of weights: of those that all classes share, and of what one adds to them. */
export interface Penalty {
  shared: number;
  own: number;
}

const ROUNDS = 20;
const ENOUGH = 1e-4;

/**
 * Logistic regression by Newton's method, all classes at once: each has the weights that all share and its own on top, which
 * are held small, so that what hard look-alikes of one class teach is known to the others (multi-task regularisation:
 * Evgeniou, Pontil 2004).
 *
 * @returns for each class the bias and the weights of the measures as they are.
 */
export function learn(examples: readonly Example[], classes: number, penalty: Penalty): Weights[] {
  const scale = scaleOf(examples);
  const rows = examples.map(({ measures }) => [
    1,
    ...measures.map((value, at) => (value - scale.mean[at]!) / scale.deviation[at]!),
  ]);
  const width = rows[0]!.length;
  const size = width * (classes + 1);
  const weights = new Float64Array(size);
  const penalties = Float64Array.from({ length: size }, (_, at) => {
    const isBias = at % width === 0;
    if (at < width) return isBias ? 1e-6 : penalty.shared;
    return isBias ? penalty.own / 50 : penalty.own;
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = newtonStep(examples, rows, weights, penalties, classes);
    let largest = 0;
    for (let at = 0; at < size; at += 1) {
      weights[at]! += step[at]!;
      largest = Math.max(largest, Math.abs(step[at]!));
    }
    if (largest < ENOUGH) break;
  }
  return Array.from({ length: classes }, (_, own) => {
    const scaled = Array.from({ length: width }, (_, at) => weights[at]! + weights[(own + 1) * width + at]!);
    const plain = scaled.slice(1).map((weight, at) => weight / scale.deviation[at]!);
    const bias = plain.reduce((sum, weight, at) => sum - weight * scale.mean[at]!, scaled[0]!);
    return [bias, ...plain];
  });
}

function scaleOf(examples: readonly Example[]): { mean: number[]; deviation: number[] } {
  const width = examples[0]!.measures.length;
  const mean = Array.from({ length: width }, (_, at) => average(examples.map(({ measures }) => measures[at]!)));
  const deviation = mean.map(
    (middle, at) => Math.sqrt(average(examples.map(({ measures }) => (measures[at]! - middle) ** 2))) + 1e-9,
  );
  return { mean, deviation };
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function newtonStep(
  examples: readonly Example[],
  rows: readonly number[][],
  weights: Float64Array,
  penalties: Float64Array,
  classes: number,
): Float64Array {
  const width = rows[0]!.length;
  const size = weights.length;
  const gradient = Float64Array.from(weights, (weight, at) => -penalties[at]! * weight);
  const gradients = Array.from({ length: classes }, () => new Float64Array(width));
  const curvatures = Array.from({ length: classes }, () => new Float64Array(width * width));
  for (let at = 0; at < examples.length; at += 1) {
    const { same, class: own, weight } = examples[at]!;
    const row = rows[at]!;
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += row[i]! * (weights[i]! + weights[(own + 1) * width + i]!);
    const chance = 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))));
    const error = weight * (same - chance);
    const spread = weight * chance * (1 - chance);
    const [toGradient, toCurvature] = [gradients[own]!, curvatures[own]!];
    for (let i = 0; i < width; i += 1) {
      toGradient[i]! += error * row[i]!;
      const part = spread * row[i]!;
      for (let j = 0; j <= i; j += 1) toCurvature[i * width + j]! += part * row[j]!;
    }
  }
  const matrix = Array.from({ length: size }, (_, at) => {
    const line = new Float64Array(size);
    line[at] = penalties[at]!;
    return line;
  });
  for (let own = 0; own < classes; own += 1) {
    const start = (own + 1) * width;
    for (let i = 0; i < width; i += 1) {
      gradient[i]! += gradients[own]![i]!;
      gradient[start + i]! += gradients[own]![i]!;
      for (let j = 0; j < width; j += 1) {
        const value = curvatures[own]![Math.max(i, j) * width + Math.min(i, j)]!;
        matrix[i]![j]! += value;
        matrix[start + i]![start + j]! += value;
        matrix[i]![start + j]! += value;
        matrix[start + i]![j]! += value;
      }
    }
  }
  return solve(matrix, gradient);
}

/** Gaussian elimination; the matrix is positive definite, so that the diagonal serves. Both arguments are used up. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let at = 0; at < size; at += 1) {
    const pivot = matrix[at]!;
    for (let below = at + 1; below < size; below += 1) {
      const line = matrix[below]!;
      const factor = line[at]! / pivot[at]!;
      if (factor === 0) continue;
      for (let column = at; column < size; column += 1) line[column]! -= factor * pivot[column]!;
      right[below]! -= factor * right[at]!;
    }
  }
  const solution = new Float64Array(size);
  for (let at = size - 1; at >= 0; at -= 1) {
    let sum = right[at]!;
    for (let column = at + 1; column < size; column += 1) sum -= matrix[at]![column]! * solution[column]!;
    solution[at] = sum / matrix[at]![at]!;
  }
  return solution;
}
