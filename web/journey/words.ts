import { catalogue } from "../words/catalogue.ts";

export const words = catalogue({ registry: "Registry" }, { registry: "Registri" });
