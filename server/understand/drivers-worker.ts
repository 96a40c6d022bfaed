/** A thread of its own for weights that take long: see drivers-weights.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { weightsOf, type Weighing } from "./drivers-weights.ts";

parentPort!.postMessage(weightsOf(workerData as Weighing));
