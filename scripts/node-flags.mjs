/**
 * Options of Node for every process of Corridor, in production, tests and bench alike.
 *
 * `--liftoff-only`: V8 compiles WebAssembly, which the embedded PostgreSQL is, once and quickly.
 * Left to optimise, it spends two to four seconds of the processor and 600 MB on one function (the
 * interpreter of expressions, 105 kB) after each start. Intake, search and bulk were as fast without.
 */
export const nodeFlags = ["--liftoff-only"];

/**
 * Environment of what `run.mjs` starts; who sets one of these keeps what they set.
 *
 * `JE_MALLOC_CONF`: what a question of the embedded ClickHouse frees stays with the process for half a
 * minute, for the next one, and not for five seconds. A table of three million customers is made of
 * 600,000 pages, which the system clears once more for each question otherwise: of placements over 30
 * million signals that was a twentieth. It is read as the process starts, and is none of Node's.
 *
 * `UV_THREADPOOL_SIZE`: a question, an insert, what is computed beside them and what is asked aside hold
 * a thread each until the embedded ClickHouse has answered: all four that there are by default, and
 * files, names, compression and passwords would wait for them.
 */
export const environment = { JE_MALLOC_CONF: "dirty_decay_ms:30000", UV_THREADPOOL_SIZE: "8" };
