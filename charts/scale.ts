/** The scale of a measure, as far as pictures ask for it: apart, as pages ask for it that draw nothing. Pure. */

/** What is known of a measure's scale. */
export type Scale = { min: number; max?: number | undefined };
/** More points than this are no scale that people answer on, and only values that were given are drawn. */
const mostPoints = 21;

/** Whether a measure is answered on so few points that each can have its column. */
export const hasPoints = (scale: Scale | undefined): scale is { min: number; max: number } =>
  scale?.max !== undefined && scale.max - scale.min < mostPoints;
