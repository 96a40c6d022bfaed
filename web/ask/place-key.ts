/** A row of a draft is known by its place: all else of it changes while it is typed, and may stand twice. */
export const placeKey = (n: number): string => `at ${n}`;
