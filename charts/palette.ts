/** The colours that a picture is drawn in, as `#rrggbb`: a page gives those of its scheme, a mail the light ones. */
export type Palette = {
  ink: string;
  soft: string;
  line: string;
  paper: string;
  accent: string;
  good: string;
  bad: string;
  series: readonly string[];
};

export const lightPalette: Palette = {
  ink: "#1e1c19",
  soft: "#5f5a52",
  line: "#e3ded4",
  paper: "#fcfbf8",
  accent: "#0f5c58",
  good: "#1f6b3a",
  bad: "#a3281b",
  series: ["#0f5c58", "#b4541f", "#5b5ea6", "#8f6a00"],
};

/** Type of every picture, in pixels. */
export const fontSize = 12;
