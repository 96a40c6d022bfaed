import type { Analyse } from "../types.ts";

export const analyse: Analyse<"statement"> = () => [];
