/** A file that the server writes, saved by the browser under a name. */
import { ownHeaders, refusalOf, Refused } from "../data/client.ts";
import { save } from "./save.ts";

export async function download(address: string, name: string): Promise<void> {
  const response = await fetch(address, {
    credentials: "same-origin",
    headers: ownHeaders(),
  }).catch((error: Error) => {
    throw new Refused(0, { code: "offline", message: error.message });
  });
  if (!response.ok) throw await refusalOf(response);
  save(name, await response.blob());
}
