/** Corridor's look for the components: the colours and type of the pages that the server writes itself. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { words } from "./words.ts";

const teal: MantineColorsTuple = [
  "#eef6f5",
  "#dcebe8",
  "#b5d8d2",
  "#8ac4bb",
  "#66b2a7",
  "#3f968c",
  "#23807a",
  "#0f5c58",
  "#0c4d4a",
  "#083b39",
];

/** The dark scheme's ground and lines: neutral, as on the pages that the server writes. */
const dark: MantineColorsTuple = [
  "#e9e6e0",
  "#a9a49b",
  "#98938a",
  "#5c5a57",
  "#3a3d40",
  "#2f3133",
  "#1c1e1f",
  "#131415",
  "#101112",
  "#0c0d0e",
];

export const theme = createTheme({
  primaryColor: "teal",
  // White stands on both with a contrast of 4.5 or more.
  primaryShade: { light: 7, dark: 6 },
  colors: { teal, dark },
  defaultRadius: "md",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: "640",
    sizes: { h1: { fontSize: "1.625rem" }, h2: { fontSize: "1.15rem" }, h3: { fontSize: "1rem" } },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Modal: {
      defaultProps: { closeButtonProps: { "aria-label": words.close } },
      styles: { title: { fontSize: "1.15rem", fontWeight: 640 } },
    },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": words.close } } },
    // What the library would say itself, it would say in English.
    PasswordInput: {
      defaultProps: { visibilityToggleButtonProps: { "aria-label": words.showPassword } },
    },
    Select: { defaultProps: { clearButtonProps: { "aria-label": words.clear } } },
    MultiSelect: { defaultProps: { clearButtonProps: { "aria-label": words.clear } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": words.close } } },
    // The library takes a `header`, which would be a second one of the page.
    ModalHeader: { defaultProps: { role: "none" } },
    DrawerHeader: { defaultProps: { role: "none" } },
  },
});

/** Every pair of text and ground has a contrast of 4.5 or more, in both schemes. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#fcfbf8",
    "--mantine-color-text": "#1e1c19",
    "--mantine-color-dimmed": "#5f5a52",
    "--mantine-color-placeholder": "#716b62",
    "--mantine-color-error": "#a3281b",
    "--mantine-color-default-border": "#d8d2c6",
    "--mantine-color-anchor": "#0f5c58",
    "--wash": "#f4f1ea",
    "--line": "#e3ded4",
    "--accent": "#0f5c58",
    "--mark": "#dcebe8",
    "--good": "#1f6b3a",
    "--bad": "#a3281b",
    "--warn": "#8a5a00",
    "--series-1": "#0f5c58",
    "--series-2": "#b4541f",
    "--series-3": "#5b5ea6",
    "--series-4": "#8f6a00",
  },
  dark: {
    "--mantine-color-body": "#131415",
    "--mantine-color-text": "#e9e6e0",
    "--mantine-color-dimmed": "#a9a49b",
    "--mantine-color-placeholder": "#98938a",
    "--mantine-color-error": "#f2a196",
    "--mantine-color-default-border": "#3a3d40",
    "--mantine-color-default": "#1c1e1f",
    "--mantine-color-anchor": "#83cdc4",
    "--wash": "#1c1e1f",
    "--line": "#2f3133",
    "--accent": "#83cdc4",
    "--mark": "#1d3735",
    "--good": "#7fce9c",
    "--bad": "#f2a196",
    "--warn": "#e3b45f",
    "--series-1": "#83cdc4",
    "--series-2": "#eba57d",
    "--series-3": "#abaef0",
    "--series-4": "#dcb85a",
  },
});
