/** What the rooms are called in the navigation: the rest of their words comes with them. */
import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  {
    signals: "Signals",
    held: "Held signals",
    imports: "Imports",
    send: "Send signals by API",
    importFile: "Import a file",
  },
  {
    signals: "Sinyal",
    held: "Sinyal tertahan",
    imports: "Impor",
    send: "Kirim sinyal lewat API",
    importFile: "Impor berkas",
  },
);
