/** Rows of a form that come and go: each keeps a number of its own, so that what is typed stays with it. */
export type Row<T> = T & { readonly row: number };

let last = 0;
export const asRow = <T extends object>(value: T): Row<T> => ({ ...value, row: ++last });
/** The same without its number, as it is sent. */
export const bare = <T extends object>({ row: _row, ...value }: Row<T>): Omit<T, "row"> => value;
