/** The fewest that are counted of a survey whose names are kept; null of any other. What counts 0 there may be so few. */
import { createContext, useContext } from "react";

const Least = createContext<number | null>(null);
export const KeptNames = Least.Provider;
export const useLeast = (): number | null => useContext(Least);
