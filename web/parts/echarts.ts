/** The parts of ECharts that Corridor draws with: loaded when a chart comes into sight. */
import { BarChart, CustomChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use as register } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

register([
  LineChart,
  BarChart,
  ScatterChart,
  CustomChart,
  SankeyChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  MarkAreaComponent,
  AriaComponent,
  LabelLayout,
  CanvasRenderer,
  SVGRenderer,
]);

export { init };
/** The chart that a page has from the beginning: it comes with what draws it. */
export { trendOption } from "../../charts/trend.ts";
