/** What the rooms are called in the navigation: the rest of their words comes with them. */
import { catalogue } from "../words/catalogue.ts";

export const words = catalogue(
  { signals: "Signals", held: "Held signals", imports: "Imports" },
  { signals: "Sinyal", held: "Sinyal tertahan", imports: "Impor" },
);
