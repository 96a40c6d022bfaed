import type { Render } from "../types.ts";

export const render: Render<"hidden"> = () => "";
