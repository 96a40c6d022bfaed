/** A survey's theme as CSS: colours as variables, light and dark, none of them unreadable. */
import type { SurveyTheme } from "#contract/survey-theme.ts";
import { contrast, mixed, onColour, shippedColours } from "./contrast.ts";

/** Fonts that are there already: https://modernfontstacks.com */
const fonts: Readonly<Record<SurveyTheme["font"], string>> = {
  system: "system-ui,sans-serif",
  humanist: "Seravek,'Gill Sans Nova',Ubuntu,Calibri,'DejaVu Sans',source-sans-pro,sans-serif",
  geometric: "Avenir,Montserrat,Corbel,'URW Gothic',source-sans-pro,sans-serif",
  serif: "Charter,'Bitstream Charter','Sitka Text',Cambria,serif",
  rounded: "ui-rounded,'Hiragino Maru Gothic ProN',Quicksand,Comfortaa,Manjari,sans-serif",
  mono: "ui-monospace,'Cascadia Code',Menlo,Consolas,'DejaVu Sans Mono',monospace",
};

type Colours = { readonly accent: string; readonly background: string; readonly text: string };

function variables({ accent, background, text }: Colours, dark: boolean): string {
  const red = contrast("#b3261e", background) >= 4.5 ? "#b3261e" : "#ffb4ab";
  const all = {
    accent,
    "on-accent": onColour(accent),
    bg: background,
    text,
    // What is only said beside: still 4.5 where the text itself is well above.
    dim: mixed(text, background, 0.28),
    // Around fields: 3 against the background, as WCAG asks of what a field is known by.
    line: mixed(text, background, 0.42),
    wash: mixed(accent, background, 0.9),
    bad: red,
  };
  const list = Object.entries(all).map(([name, value]) => `--${name}:${value};`);
  return `color-scheme:${dark ? "dark" : "light"};${list.join("")}`;
}

/** `:root{…}`, and what holds in the dark. */
export function themeCss(theme: SurveyTheme): string {
  const { accent, background, text, radius, dark, font } = theme;
  const own = {
    ...(accent && { accent }),
    ...(background && { background }),
    ...(text && { text }),
  };
  const first = { ...(dark === "always" ? shippedColours.dark : shippedColours.light), ...own };
  const common = `--radius:${radius}px;--font:${fonts[font]};`;
  const root = `:root{${common}${variables(first, dark === "always")}}`;
  if (dark !== "auto") return root;
  // Background and text of the light are not those of the dark; the accent is, where it can be seen.
  const night = { ...shippedColours.dark };
  const kept = accent && contrast(accent, night.background) >= 3 ? { ...night, accent } : night;
  return `${root}@media(prefers-color-scheme:dark){:root{${variables(kept, true)}}}`;
}
