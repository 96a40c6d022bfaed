/** A thread of its own for weights that take long: see drivers-weights.ts. */
import { answerInThread } from "#platform/thread.ts";
import { weightsOf, type Weighed, type Weighing } from "./weights.ts";

answerInThread<Weighing, Weighed>(weightsOf);
