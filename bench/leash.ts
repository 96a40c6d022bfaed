/** Loaded into every child of the bench: none outlives the process that started it. */
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.channel) {
  process.on("disconnect", () => process.exit(1));
  // A server must be able to end while the channel is open.
  process.channel.unref();
}
