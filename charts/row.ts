/** As much of a row of an answer as pictures are made of; whoever asks has the whole. */
export type Row = {
  by: Readonly<Record<string, string | null>>;
  at?: string | undefined;
  n: number;
  estimate: number | null;
  low: number | null;
  high: number | null;
  lowBase?: boolean | undefined;
  counts: Readonly<Record<string, number>>;
};

/** The value of a row in a division; null is what a signal does not say. */
export const valueIn = ({ by }: Row, dimension: string): string | null => by[dimension] ?? null;
