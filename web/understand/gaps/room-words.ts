import { catalogue } from "../../words/catalogue.ts";

/** The room's name, which the navigation of every page has. */
export const words = catalogue({ gaps: "Gaps" }, { gaps: "Kesenjangan" });
