const STEPS = 60;

/**
 * The two directions in which points differ the most (principal component analysis, by power
 * iteration), and where each point lies along them.
 *
 * @param points lists of numbers, all as long
 * @return for each point its two coordinates, and the share of the variance that each explains
 */
export function principalAxes(points) {
  const dimensions = points[0].length;
  const mean = Array.from({ length: dimensions }, (_, i) => sum(points.map((point) => point[i])) / points.length);
  const centred = points.map((point) => point.map((x, i) => x - mean[i]));
  const covariance = Array.from({ length: dimensions }, (_, i) =>
    Array.from({ length: dimensions }, (_, j) => sum(centred.map((point) => point[i] * point[j])) / points.length),
  );
  const total = sum(covariance.map((row, i) => row[i]));
  const first = strongest(covariance);
  const second = strongest(without(covariance, first));
  return {
    coordinates: centred.map((point) => [dot(point, first.direction), dot(point, second.direction)]),
    shares: [first, second].map(({ variance }) => (total > 0 ? variance / total : 0)),
  };
}

function strongest(matrix) {
  // A start that is at right angles to no axis, the same each time.
  let direction = unit(matrix.map((_, i) => 1 + 0.37 * (i % 7)));
  for (let step = 0; step < STEPS; step += 1) {
    direction = unit(matrix.map((row) => dot(row, direction)));
  }
  const image = matrix.map((row) => dot(row, direction));
  const largest = direction.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return {
    direction: largest < 0 ? direction.map((x) => -x) : direction,
    variance: dot(image, direction),
  };
}

function without(matrix, { direction, variance }) {
  return matrix.map((row, i) => row.map((x, j) => x - variance * direction[i] * direction[j]));
}

function unit(vector) {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((x) => x / length) : vector;
}

function dot(a, b) {
  return sum(a.map((x, i) => x * b[i]));
}

function sum(values) {
  return values.reduce((a, b) => a + b, 0);
}
