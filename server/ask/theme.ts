/** A survey's theme as CSS, and whether it can be read: contrast by WCAG 2.2. Pure. */
import type { SurveyTheme } from "#contract/survey-theme.ts";

type Colours = { paper: string; ink: string; accent: string };
const light: Colours = { paper: "#fbfaf7", ink: "#1d1b18", accent: "#0f5c58" };
const dark: Colours = { paper: "#141516", ink: "#eae7e1", accent: "#83cdc4" };

const channels = (colour: string): [number, number, number] => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

/** Relative luminance, 0 to 1. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** From 1 to 21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Between two colours: 0 is the first. */
export function mixed(a: string, b: string, share: number): string {
  const to = channels(b);
  const all = channels(a).map((each, n) => Math.round(each + (to[n]! - each) * share));
  return `#${all.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever is read better on it. */
const onColour = (colour: string): string =>
  contrast(colour, "#ffffff") >= contrast(colour, "#000000") ? "#ffffff" : "#000000";

/** As near to the colour as is read well on the paper: a step at a time towards the ink. */
function readable(colour: string, paper: string, ink: string, least: number): string {
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mixed(colour, ink, share);
    if (contrast(tried, paper) >= least) return tried;
  }
  return ink;
}

const coloursOf = (theme: SurveyTheme): Colours => ({
  paper: theme.background ?? light.paper,
  ink: theme.text ?? light.ink,
  accent: theme.accent ?? light.accent,
});

/** In the dark the survey's own accent is kept as far as it can be read there. */
const darkOf = (theme: SurveyTheme): Colours => ({
  ...dark,
  accent:
    theme.accent === undefined ? dark.accent : readable(theme.accent, dark.paper, dark.ink, 4.5),
});

export type ThemeProblem = {
  /** What can't be told from what. */
  place: "text" | "accent";
  /** Of `background`, as found, and at least. */
  ratio: number;
  least: number;
};

/** What of a theme's colours can't be read by everybody; none where it is fit to be saved. */
export function themeProblems(theme: SurveyTheme): ThemeProblem[] {
  const { paper, ink, accent } = coloursOf(theme);
  const problems: ThemeProblem[] = [];
  const check = (place: ThemeProblem["place"], ratio: number, least: number) => {
    if (ratio < least) problems.push({ place, ratio: Math.floor(ratio * 100) / 100, least });
  };
  check("text", contrast(ink, paper), 4.5);
  // Of parts of controls: https://www.w3.org/TR/WCAG22/#non-text-contrast
  check("accent", contrast(accent, paper), 3);
  return problems;
}

const fonts: Readonly<Record<SurveyTheme["font"], string>> = {
  system: `system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif`,
  humanist: `Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",sans-serif`,
  geometric: `Avenir,Montserrat,Corbel,"URW Gothic",sans-serif`,
  serif: `"Iowan Old Style",Charter,"Bitstream Charter","Noto Serif",Cambria,Georgia,serif`,
  rounded: `ui-rounded,"Hiragino Maru Gothic ProN",Quicksand,Comfortaa,Manjari,Nunito,sans-serif`,
  mono: `ui-monospace,"Cascadia Code","Source Code Pro",Menlo,Consolas,monospace`,
};

function variables({ paper, ink, accent }: Colours): string {
  const isLight = luminance(paper) > 0.4;
  const card = mixed(paper, isLight ? "#ffffff" : ink, isLight ? 0.75 : 0.05);
  const wash = mixed(paper, accent, 0.1);
  const badwash = mixed(paper, isLight ? "#c2291f" : "#ff7b70", 0.07);
  /** What is read needs 4.5, on whatever of these it stands. */
  const read = (colour: string) =>
    [paper, card, wash, badwash].reduce((now, under) => readable(now, under, ink, 4.55), colour);
  const soft = read(mixed(ink, paper, 0.4));
  // What is not read, only told apart, needs 3.
  const line = readable(mixed(ink, paper, 0.62), paper, ink, 3.05);
  const text = read(accent);
  const all = {
    paper,
    ink,
    accent,
    on: onColour(accent),
    link: text,
    soft,
    line,
    hair: mixed(paper, ink, 0.14),
    card,
    wash,
    bad: read(isLight ? "#a8201a" : "#ff9d94"),
    badwash,
  };
  return Object.entries(all)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}

/** The rules that a theme adds to the page's style. All that stands in it comes from fixed lists or is six hexadecimal digits. */
export function themeCss(theme: SurveyTheme): string {
  const own = variables(coloursOf(theme));
  const night = variables(darkOf(theme));
  const root = `--radius:${theme.radius}px;--font:${fonts[theme.font]}`;
  // Colours of its own for paper and ink are of the light: who wants dark ones sets these dark.
  const fixed = theme.background !== undefined || theme.text !== undefined;
  if (theme.dark === "always" && !fixed) return `:root{color-scheme:dark;${root};${night}}`;
  const scheme = luminance(coloursOf(theme).paper) > 0.4 ? "light" : "dark";
  if (theme.dark === "never" || fixed) return `:root{color-scheme:${scheme};${root};${own}}`;
  return `:root{color-scheme:light dark;${root};${own}}@media (prefers-color-scheme:dark){:root{${night}}}`;
}
