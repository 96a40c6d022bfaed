/** Where the page begins. */
import { createRoot } from "react-dom/client";
import { App } from "./frame/App.tsx";

createRoot(document.getElementById("app")!).render(<App />);
