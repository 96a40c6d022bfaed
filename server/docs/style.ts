/**
 * The one style sheet of the server's own pages. Type and space do the work: system fonts, one
 * accent, light and dark as the reader's system has it. Every pair of text and ground has a contrast
 * of 4.5 or more.
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --wash: #f4f1ea; --ink: #1e1c19; --soft: #5f5a52; --line: #e3ded4;
  --accent: #0f5c58; --mark: #dcebe8; --bad: #a3281b;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131415; --wash: #1c1e1f; --ink: #e9e6e0; --soft: #a9a49b; --line: #2f3133;
    --accent: #83cdc4; --mark: #1d3735; --bad: #f2a196;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, ol, dl, dd, pre, table { margin: 0; }
ul, ol { padding: 0; list-style: none; }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(2.1rem, 1.7rem + 1.8vw, 3.1rem); font-weight: 680; letter-spacing: -.025em; }
h2 { font-size: clamp(1.45rem, 1.3rem + .6vw, 1.8rem); font-weight: 650; letter-spacing: -.015em; }
h3 { font-size: 1.2rem; font-weight: 640; letter-spacing: -.005em; }
h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); letter-spacing: .01em; }
p { text-wrap: pretty; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
main:focus { outline: none; }
code, pre, var { font-family: var(--mono); font-size: .875em; font-style: normal; }
p code, li code { background: var(--wash); border-radius: 4px; padding: .1em .3em; }
pre { background: var(--wash); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.15rem; overflow-x: auto; font-size: .84rem; line-height: 1.65; tab-size: 2; }
pre code { font-size: inherit; background: none; padding: 0; }

.skip { position: absolute; left: 1rem; top: -6rem; z-index: 2; background: var(--accent); color: var(--paper); padding: .6rem 1rem; border-radius: 6px; }
.skip:focus { top: .75rem; }
.wide { max-width: 74rem; margin-inline: auto; padding-inline: clamp(1.15rem, 4vw, 2.5rem); }

.bar { border-bottom: 1px solid var(--line); }
.bar .wide { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.75rem; padding-block: .6rem; }
.brand { display: inline-flex; align-items: center; gap: .55rem; min-height: 2.5rem; color: var(--ink); font-weight: 680; font-size: 1.1rem; letter-spacing: -.01em; text-decoration: none; }
.brand .mark { color: var(--accent); }
.bar ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.bar li a { display: inline-block; padding-block: .4rem; color: var(--soft); text-decoration: none; font-size: .9375rem; }
.bar li a:hover { color: var(--ink); text-decoration: underline; }
.bar [aria-current] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -2px 0 var(--accent); }
.languages { margin-inline-start: auto; }
.foot { margin-top: 6rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
.foot .wide { padding-block: 1.75rem 2.5rem; }

.lead { margin-top: 1.1rem; font-size: clamp(1.1rem, 1.05rem + .3vw, 1.25rem); line-height: 1.5; color: var(--soft); max-width: 38rem; }
.welcome { max-width: 44rem; margin-inline: auto; padding: clamp(2.75rem, 8vw, 6rem) clamp(1.15rem, 4vw, 2.5rem) 0; }
.state { margin-top: 2rem; padding: .85rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; }
.state strong::before { content: ""; display: inline-block; width: .6rem; height: .6rem; margin-inline-end: .6rem; border-radius: 50%; background: var(--accent); }
.welcome h2 { margin-top: 3.5rem; }
.steps { counter-reset: step; margin-top: 1.75rem; display: grid; gap: 2.25rem; }
.steps > li { counter-increment: step; display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); }
.steps > li::before { content: counter(step); color: var(--accent); font-weight: 650; font-size: 1.2rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.steps > li > div { display: grid; gap: .75rem; min-width: 0; }
.links { display: grid; gap: .35rem; }

.frame { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 clamp(2.5rem, 5vw, 5rem); padding-top: clamp(2rem, 5vw, 4rem); }
.contents { font-size: .9rem; line-height: 1.4; border-bottom: 1px solid var(--line); padding-bottom: 1.25rem; margin-bottom: 2.5rem; }
.contents h2 { font-size: .8125rem; font-weight: 600; color: var(--soft); letter-spacing: .01em; margin-bottom: .35rem; }
.contents > ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.contents ul ul { display: none; }
.contents a { display: block; padding-block: .3rem; text-decoration: none; color: var(--ink); }
.contents a:hover { text-decoration: underline; color: var(--accent); }
@media (min-width: 64rem) {
  .frame { grid-template-columns: 15rem minmax(0, 48rem); }
  .contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; margin: -1rem 0 0 -.5rem; padding: 1rem .5rem 2rem; border: 0; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
  .contents > ul { display: grid; gap: .55rem; }
  .contents > ul > li > a { font-weight: 600; }
  .contents ul ul { display: block; }
  .contents ul ul a { color: var(--soft); padding-block: .2rem; }
  .contents ul ul a:hover { color: var(--accent); }
}
.part { margin-top: 4.5rem; padding-top: 2rem; border-top: 1px solid var(--line); }
.part > h2 + p { margin-top: .75rem; color: var(--soft); max-width: 40rem; }
.begin { display: grid; gap: .8rem; margin-top: 3rem; }
.begin h3 { margin-top: 1.25rem; }
.rules { margin-top: 1.25rem; display: grid; gap: .8rem; max-width: 42rem; padding-inline-start: 1.1rem; list-style: disc; }
.rules li::marker { color: var(--accent); }
.note { margin-top: 1rem; color: var(--soft); font-size: .9375rem; }

.route { margin-top: 3rem; }
.route > .where { margin-top: .55rem; font-family: var(--mono); font-size: .9rem; }
.where b { color: var(--accent); font-weight: 700; margin-inline-end: .55rem; }
.where var, .vary, dt var { color: var(--soft); font-size: 1em; }
.route > .who { margin-top: .4rem; color: var(--soft); font-size: .875rem; }
.route > .about { margin-top: .9rem; display: grid; gap: .6rem; max-width: 42rem; }
.route h4 { margin-top: 1.6rem; }
.body-type { margin-top: .4rem; }
.outcomes + .type { margin-top: .4rem; }
.paths { display: flex; flex-wrap: wrap; gap: .3rem .6rem; margin-top: .5rem; font-size: .9rem; }
.paths li { border: 1px solid var(--line); border-radius: 5px; padding: .05rem .5rem; }
.paths code { background: none; padding: 0; }
.paths var { font-size: 1em; color: var(--soft); }
.paths.taking { display: grid; gap: .25rem; }
.paths.taking li { display: grid; grid-template-columns: minmax(0, 13.5rem) minmax(8rem, 1fr); gap: 0 1rem; align-items: baseline; border: 0; padding: 0; }

.fields { margin-top: .6rem; border-top: 1px solid var(--line); }
.field { padding-block: .7rem; border-bottom: 1px solid var(--line); }
.field dt { line-height: 1.45; }
.field dt code { font-weight: 600; font-size: .9rem; }
.field dd { display: grid; gap: .2rem; min-width: 0; font-size: .9375rem; }
.presence { font-size: .75rem; font-weight: 600; color: var(--accent); }
.type { color: var(--soft); font-size: .875rem; }
.type code { background: none; padding: 0; }
.field .fields { margin: .5rem 0 .15rem; border-top: 0; border-inline-start: 2px solid var(--line); padding-inline-start: .9rem; }
.field .field { padding-block: .4rem; border-bottom: 0; }
@media (min-width: 40rem) {
  .field { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); gap: 0 1.25rem; }
  .field dt .presence { display: block; }
  .field .field { grid-template-columns: 8.5rem minmax(0, 1fr); }
  .field .field .field { display: block; }
}
.outcomes { margin-top: .6rem; }
.outcome { display: grid; grid-template-columns: 3.25rem minmax(0, 1fr); padding-block: .35rem; }
.outcome > dt { font-family: var(--mono); font-weight: 700; font-size: .9rem; line-height: 1.7; }
.outcome.failed > dt { color: var(--soft); font-weight: 400; }
.outcome > dd { min-width: 0; font-size: .9375rem; }
.shape { margin-top: 2.75rem; }
.shape h3 { font-family: var(--mono); font-size: 1.05rem; }
.shape > p { margin-top: .4rem; }
.codes { margin-top: 1.25rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 34rem; font-size: .9375rem; }
caption { text-align: start; color: var(--soft); padding-bottom: .6rem; }
th, td { text-align: start; vertical-align: top; padding: .55rem 1.25rem .55rem 0; border-bottom: 1px solid var(--line); }
th { font-size: .8125rem; font-weight: 600; color: var(--soft); }
td:nth-child(2) { font-variant-numeric: tabular-nums; }
:target > h3:first-child, li:target { background: var(--mark); box-shadow: 0 0 0 .4rem var(--mark); border-radius: 2px; }
.narrow { max-width: 30rem; margin-inline: auto; padding: clamp(2.5rem, 8vw, 5.5rem) clamp(1.15rem, 4vw, 2.5rem) 0; }
.narrow h1 { font-size: clamp(1.8rem, 1.5rem + 1.2vw, 2.4rem); }
.form { display: grid; gap: 1.35rem; margin-top: 2rem; }
.form label { display: block; font-weight: 600; }
.form .hint { color: var(--soft); font-size: .9rem; line-height: 1.45; }
.form input { width: 100%; margin-top: .35rem; padding: .65rem .8rem; border: 1px solid var(--soft); border-radius: 7px; background: var(--paper); color: var(--ink); font: inherit; }
.form input[readonly] { background: var(--wash); }
.form button, .button { justify-self: start; display: inline-block; min-height: 2.75rem; padding: .6rem 1.35rem; border: 1px solid var(--accent); border-radius: 7px; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button.other, .form button.other { background: none; color: var(--accent); }
.problem { margin-top: 1.5rem; padding: .85rem 1.1rem; border: 1px solid var(--bad); border-radius: 8px; color: var(--bad); }
.said { margin-top: 1.5rem; padding: .85rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--wash); }
.or { margin-top: 1.75rem; display: grid; gap: 1rem; justify-items: start; color: var(--soft); }
.below { margin-top: 1.75rem; }
.ways { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.75rem; }
@media print {
  .bar, .contents, .skip, .foot { display: none; }
  .frame { display: block; }
  .route, .shape, .field { break-inside: avoid; }
}
`;
