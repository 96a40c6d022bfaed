/** Contrast of two colours, as WCAG 2.2 defines it (relative luminance, 1 to 21). */

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Of two colours written `#rrggbb`. */
export function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** What holds where a theme names none: light, and dark. */
export const shippedColours = {
  light: { accent: "#0f5c58", background: "#fbfaf7", text: "#1d1b18" },
  dark: { accent: "#83cdc4", background: "#141516", text: "#eae7e1" },
} as const;

/** Black or white: whichever can be read better on a colour. */
export const onColour = (colour: string): string =>
  contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";

/** A colour with so much of another in it, from 0 to 1. */
export function mixed(colour: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [colour, other].map((each) => Number.parseInt(each.slice(at, at + 2), 16));
    return Math.round(a! * (1 - share) + b! * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
