/** Whether an address can be listened on: known at once, where the application takes seconds to be there. */
import { once } from "node:events";
import { createServer } from "node:net";

/** Listens there and lets go again; fails as listening does. */
export async function tryListening(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
