/** A survey's theme as CSS: what is derived of its colours can be read wherever it stands. The linter judges the colours themselves. Pure. */
import type { SurveyTheme } from "#contract/survey-theme.ts";
import { contrast, mixed, onColour, shippedColours } from "#questions/contrast.ts";

type Colours = { paper: string; ink: string; accent: string };
const shipped = (scheme: "light" | "dark"): Colours => {
  const { background, text, accent } = shippedColours[scheme];
  return { paper: background, ink: text, accent };
};
const [light, dark] = [shipped("light"), shipped("dark")];

const isLight = (paper: string): boolean => onColour(paper) === "#000000";

/** As near to the colour as is told from all of these: a step at a time towards the ink. */
function readable(colour: string, grounds: readonly string[], ink: string, least: number): string {
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mixed(colour, ink, share);
    if (grounds.every((ground) => contrast(tried, ground) >= least)) return tried;
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
    theme.accent === undefined ? dark.accent : readable(theme.accent, [dark.paper], dark.ink, 4.5),
});

const fonts: Readonly<Record<SurveyTheme["font"], string>> = {
  system: `system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif`,
  humanist: `Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",sans-serif`,
  geometric: `Avenir,Montserrat,Corbel,"URW Gothic",sans-serif`,
  serif: `"Iowan Old Style",Charter,"Bitstream Charter","Noto Serif",Cambria,Georgia,serif`,
  rounded: `ui-rounded,"Hiragino Maru Gothic ProN",Quicksand,Comfortaa,Manjari,Nunito,sans-serif`,
  mono: `ui-monospace,"Cascadia Code","Source Code Pro",Menlo,Consolas,monospace`,
};

function variables({ paper, ink, accent }: Colours): string {
  const bright = isLight(paper);
  const card = mixed(paper, bright ? "#ffffff" : ink, bright ? 0.75 : 0.05);
  const wash = mixed(paper, accent, 0.1);
  const badwash = mixed(paper, bright ? "#c2291f" : "#ff7b70", 0.07);
  /** What is read needs 4.5, on whatever of these it stands. */
  const read = (colour: string) => readable(colour, [paper, card, wash, badwash], ink, 4.5);
  const soft = read(mixed(ink, paper, 0.4));
  // What is not read, only told apart, needs 3.
  const line = readable(mixed(ink, paper, 0.62), [paper, card], ink, 3);
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
    bad: read(bright ? "#a8201a" : "#ff9d94"),
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
  const scheme = isLight(coloursOf(theme).paper) ? "light" : "dark";
  if (theme.dark === "never" || fixed) return `:root{color-scheme:${scheme};${root};${own}}`;
  return `:root{color-scheme:light dark;${root};${own}}@media (prefers-color-scheme:dark){:root{${night}}}`;
}
