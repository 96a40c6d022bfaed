import { catalogue } from "../words/catalogue.ts";
export const words = catalogue({ title: "Overview" }, { title: "Ikhtisar" });
