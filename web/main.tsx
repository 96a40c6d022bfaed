/** Where the page begins. */
import { createRoot } from "react-dom/client";
import { App, client } from "./frame/App.tsx";
import { begin, loadAhead } from "./frame/begin.ts";
import { beginDensity } from "./frame/density.ts";

beginDensity();
const root = createRoot(document.getElementById("app")!);
void begin(client).finally(() => root.render(<App />));
loadAhead();
