/**
 * Options of Node for every process of Corridor, in production, tests and bench alike.
 *
 * `--liftoff-only`: V8 compiles WebAssembly, which the embedded PostgreSQL is, once and quickly.
 * Left to optimise, it spends two to four seconds of the processor and 600 MB on one function (the
 * interpreter of expressions, 105 kB) after each start. Intake, search and bulk were as fast without.
 */
export const nodeFlags = ["--liftoff-only"];
