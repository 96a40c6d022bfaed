import type { Analyse } from "../types.ts";

/** Whom to reach is no figure: it stands with the response, for who may see it. */
export const analyse: Analyse<"contact-details"> = () => [];
