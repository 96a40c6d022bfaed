/** Rows that a tile has room for; the rest is counted beneath. */
export const mostInTile = 10;
/** Rows that a page draws at once. */
export const mostOnPage = 100;
