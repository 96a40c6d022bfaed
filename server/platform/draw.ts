/** Pictures that the server draws: ECharts as SVG, without a browser. */
import type { EChartsCoreOption, EChartsType } from "echarts/core";

let made: Promise<(width: number, height: number) => EChartsType> | undefined;

/** Loaded with the first picture: a server that draws none does not pay for it (about 60 ms, 15 MB). */
async function load() {
  const [{ init, use }, charts, components, { LabelLayout }, { SVGRenderer }] = await Promise.all([
    import("echarts/core"),
    import("echarts/charts"),
    import("echarts/components"),
    import("echarts/features"),
    import("echarts/renderers"),
  ]);
  use([
    charts.LineChart,
    charts.BarChart,
    charts.ScatterChart,
    charts.CustomChart,
    charts.SankeyChart,
    components.GridComponent,
    components.MarkLineComponent,
    components.MarkAreaComponent,
    components.TooltipComponent,
    LabelLayout,
    SVGRenderer,
  ]);
  return (width: number, height: number) =>
    init(null, null, { renderer: "svg", ssr: true, width, height });
}

/** XML has no way to write these, so a picture that held one could not be opened. Halves of a pair go as well. */
const unwritable = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu;
const escaped = (text: string): string =>
  text.replaceAll(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!,
  );

/**
 * A chart as SVG, `width` by `height` pixels, on a ground of its own. `label` says what it shows to
 * whoever does not see it.
 */
export async function draw(
  option: EChartsCoreOption,
  {
    width,
    height,
    label,
    ground,
  }: { width: number; height: number; label: string; ground: string },
): Promise<string> {
  const chart = (await (made ??= load()))(width, height);
  try {
    chart.setOption({ ...option, backgroundColor: ground });
    return (
      chart
        .renderToSVGString()
        .replace("<svg ", '<svg role="img" ')
        // By a function: in a text, `$'` and its like would bring in the picture itself, once for each.
        .replace(/<svg [^>]*>/, (head) => `${head}<title>${escaped(label)}</title>`)
        .replaceAll(unwritable, "\uFFFD")
    );
  } finally {
    chart.dispose();
  }
}
