/**
 * How questions look: one text of CSS for all types, by the variables of `theme.ts`. Logical
 * properties only, so that it is right from right to left too. A matrix is a table where there is
 * room and a list of rows on a phone; nothing of it needs script.
 */
const css = `
.q{border:0;margin:0 0 2rem;padding:0;min-width:0}
.q legend,.q .legend{display:block;padding:0;margin:0 0 .75rem;font-size:1.2rem;line-height:1.4;font-weight:600;overflow-wrap:anywhere}
.q>legend{float:inline-start;width:100%}.q>legend+*{clear:both}
.q .mark{font-weight:400;font-size:.9rem;color:var(--dim)}
.q .help{margin:-.25rem 0 .75rem;color:var(--dim)}
.q .error{margin:0 0 .75rem;color:var(--bad);font-weight:600}
.q:has(.error){border-inline-start:4px solid var(--bad);padding-inline-start:1rem}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.q input,.q select,.q textarea{font:inherit;color:inherit;accent-color:var(--accent)}
.q input:not([type=radio],[type=checkbox],[type=range]),.q select,.q textarea{box-sizing:border-box;min-height:2.75rem;max-width:100%;padding:.5rem .75rem;border:1px solid var(--line);border-radius:var(--radius);background:var(--bg)}
.q input[type=text]:not([inputmode]),.q textarea{width:100%}
.q input[inputmode=numeric],.q input[inputmode=decimal]{width:10rem}
.q :is(input,select,textarea,summary):focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.q input[type=radio],.q input[type=checkbox]{width:1.25rem;height:1.25rem;margin:0;flex:none}
.options{display:grid;gap:.5rem}
.q label.option,.q label.not{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;box-sizing:border-box;padding:.5rem .75rem;border:1px solid var(--line);border-radius:var(--radius);cursor:pointer;overflow-wrap:anywhere}
.q label.option:has(:checked),.q label.not:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);background:var(--wash)}
.own{display:block;margin-inline-start:2rem}
@supports selector(:has(a)){.option:has(input:not(:checked))+.own,select:has(option[data-other]:not(:checked))+.own{display:none}}
.drop summary{padding:.6rem .75rem;border:1px solid var(--line);border-radius:var(--radius);cursor:pointer}
.drop .options{margin-top:.5rem}
.points{display:grid;gap:.375rem;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr)}
.points label{position:relative;display:flex;flex-direction:column;align-items:center;gap:.25rem;cursor:pointer;text-align:center;min-width:1.5rem}
.points input{position:absolute;inset:0;width:100%!important;height:100%!important;opacity:0;cursor:pointer}
.points .n{display:grid;place-items:center;box-sizing:border-box;width:100%;min-height:2.75rem;border:1px solid var(--line);border-radius:var(--radius);font-variant-numeric:tabular-nums}
.points label:has(:checked) .n{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.points label:has(:focus-visible) .n{outline:3px solid var(--accent);outline-offset:2px}
.points .words{font-size:.875rem;line-height:1.25;overflow-wrap:anywhere;hyphens:auto}
.stars,.faces{max-width:30rem}
:is(.stars,.faces)+.ends{max-width:30rem}
.stars .n,.faces .n{border-color:transparent}
.points svg{width:min(2.25rem,100%);height:auto;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.points.stars label:has(:checked) .n{background:none;border-color:transparent;color:var(--accent)}
.stars label:has(:checked) svg,.stars label:has(~label :checked) svg{fill:var(--accent);stroke:var(--accent)}
.ends{display:flex;justify-content:space-between;gap:1rem;margin:.375rem 0 0;color:var(--dim);font-size:.875rem}
.ends :last-child{text-align:end}
.q label.not{margin-top:.75rem;width:fit-content}
.ranks{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
.ranks li{display:flex;align-items:center;justify-content:space-between;gap:.75rem;padding:.375rem .75rem;border:1px solid var(--line);border-radius:var(--radius)}
.ranks .name{overflow-wrap:anywhere}
.matrix{border-collapse:collapse;table-layout:fixed;width:100%;margin:0 0 1.5rem}
.matrix thead td{width:28%}
.matrix caption{text-align:start;font-weight:600;padding:0 0 .5rem}
.matrix th{font-weight:400;padding:.375rem .25rem;font-size:.9rem;overflow-wrap:break-word;hyphens:auto}
.matrix thead th{vertical-align:bottom;text-align:center;font-size:.8125rem;color:var(--dim)}
.matrix tbody th{text-align:start;font-size:1rem}
.matrix tbody tr{border-top:1px solid color-mix(in srgb,var(--line) 40%,transparent)}
.matrix td{padding:0;text-align:center}
.matrix td label{display:grid;place-items:center;min-height:2.75rem;min-width:1.5rem;cursor:pointer}
.matrix .cell{display:none}
.slider{display:flex;align-items:center;gap:1rem}
.slider .range{flex:1}.slider .range input{width:100%}
.unit{color:var(--dim)}
.q-contact-details p{margin:0 0 .75rem}.q-contact-details p label{display:block;margin:0 0 .25rem}
.q-contact-details input{width:100%}
@media(max-width:40rem){
.points.worded{grid-auto-flow:row}
.points.worded label{flex-direction:row;text-align:start;gap:.75rem}
.points.worded .n{width:3rem;flex:none}
.points.worded .words{font-size:1rem}
.points[data-n="11"]{gap:.2rem}
.matrix,.matrix tbody,.matrix tr,.matrix tbody th,.matrix td{display:block;text-align:start}
.matrix thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.matrix tbody tr{padding:.75rem 0}
.matrix tbody th{font-weight:600;padding:0 0 .25rem}
.matrix td label{display:flex;align-items:center;gap:.75rem}
.matrix .cell{display:inline}
}
@media(forced-colors:active){.points label:has(:checked) .n{outline:3px solid Highlight}}
`;

/** Without the line's ends that are here for reading. */
export const questionsCss = css.replace(/\n/g, "");
