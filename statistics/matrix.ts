/**
 * What drivers need of linear algebra: the eigenvalues of a symmetric matrix. Matrices are flat,
 * row by row.
 *
 * Why not a library: it is one function of 40 lines, for matrices of at most 100 rows, and a package
 * would be the only one that statistics/ depends on.
 */

export interface Eigen {
  /** In no order. */
  values: Float64Array;
  /** Component i of the vector of values[k] stands at i · size + k. Of length 1, at right angles. */
  vectors: Float64Array;
}

/** Seven suffice for 100 rows; the limit only keeps a mistake from turning for ever. */
const MAX_SWEEPS = 60;
/** Off the diagonal this share of the sum of squares is rounding. */
const DONE = 1e-30;

function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) sum += 2 * a[i * size + j]! ** 2;
  return sum;
}

/** One rotation in the plane of p and q, after which a[p, q] is 0. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const kp = a[k * size + p]!;
    const kq = a[k * size + q]!;
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const pk = a[p * size + k]!;
    const qk = a[q * size + k]!;
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const vp = vectors[k * size + p]!;
    const vq = vectors[k * size + q]!;
    vectors[k * size + p] = c * vp - s * vq;
    vectors[k * size + q] = s * vp + c * vq;
  }
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations, whose small eigenvalues
 * have their digits too. Source: G. Golub and C. Van Loan, Matrix Computations, 8.5.
 */
export function eigenSymmetric(matrix: Float64Array, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const total = a.reduce((sum, each) => sum + each * each, 0);
  for (let sweep = 0; sweep < MAX_SWEEPS && offDiagonal(a, size) > DONE * total; sweep++) {
    for (let p = 0; p < size - 1; p++)
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}
